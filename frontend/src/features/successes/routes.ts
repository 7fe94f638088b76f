import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/successes', access: 'person', load: () => import('./Successes') },
  { path: '/successes/new', access: 'person', load: () => import('./Composer') },
  { path: '/successes/:id', access: 'person', load: () => import('./SuccessPage') },
  { path: '/appreciations', access: 'person', load: () => import('./Bank') },
  { path: '/appreciations/new', access: 'person', load: () => import('./Thank') },
  { path: '/appreciations/open', access: 'person', load: () => import('./HardDay') },
]
