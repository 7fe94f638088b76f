import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/', access: 'anyone', load: () => import('./Landing') },
  { path: '/sign-up', access: 'anyone', load: () => import('./SignUp') },
  { path: '/sign-in', access: 'anyone', load: () => import('./SignIn') },
  { path: '/me', access: 'person', tab: 'me', load: () => import('./Me') },
  { path: '/me/keys', access: 'person', tab: 'me', load: () => import('./Keys') },
  { path: '/me/sessions', access: 'person', tab: 'me', load: () => import('./Sessions') },
]
