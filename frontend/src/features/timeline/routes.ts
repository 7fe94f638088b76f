import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/timeline', access: 'person', tab: 'timeline', load: () => import('./Timeline') },
  { path: '/timeline/search', access: 'person', tab: 'timeline', load: () => import('./Search') },
  { path: '/timeline/then', access: 'person', tab: 'timeline', load: () => import('./Then') },
  {
    path: '/timeline/pictures',
    access: 'person',
    tab: 'timeline',
    load: () => import('./pictures/Pictures'),
  },
]
