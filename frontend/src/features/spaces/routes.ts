import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/welcome', access: 'person', load: () => import('./Welcome') },
  { path: '/join', access: 'anyone', load: () => import('./Join') },
  { path: '/us', access: 'person', tab: 'us', load: () => import('./Us') },
  { path: '/invite', access: 'person', tab: 'us', load: () => import('./Invite') },
]
