import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/schedules', access: 'person', tab: 'us', load: () => import('./Schedules') },
  { path: '/schedules/new', access: 'person', load: () => import('./Editor') },
  { path: '/schedules/away', access: 'person', tab: 'us', load: () => import('./Away') },
  { path: '/schedules/:id', access: 'person', tab: 'us', load: () => import('./RhythmPage') },
  { path: '/schedules/:id/change', access: 'person', load: () => import('./Editor') },
]
