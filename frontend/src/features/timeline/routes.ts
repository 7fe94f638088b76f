import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/timeline', access: 'person', tab: 'timeline', load: () => import('./Timeline') },
]
