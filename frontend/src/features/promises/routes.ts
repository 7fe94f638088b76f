import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/promises', access: 'person', tab: 'us', load: () => import('./Promises') },
  { path: '/promises/new', access: 'person', load: () => import('./Composer') },
  { path: '/promises/:id', access: 'person', tab: 'us', load: () => import('./PromisePage') },
  { path: '/promises/:id/change', access: 'person', load: () => import('./Changing') },
]
