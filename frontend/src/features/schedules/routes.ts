import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/schedules', access: 'person', tab: 'us', load: () => import('./Schedules') },
  { path: '/schedules/:id', access: 'person', load: () => import('./Editor') },
]
