import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/today', access: 'person', tab: 'today', load: () => import('./Today') },
]
