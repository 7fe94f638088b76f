import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/us/leave', access: 'person', load: () => import('./Leave') },
  { path: '/me/data', access: 'person', tab: 'me', load: () => import('./Data') },
  { path: '/me/data/kept', access: 'person', tab: 'me', load: () => import('./KeptList') },
  { path: '/me/data/kept/:id', access: 'person', tab: 'me', load: () => import('./Kept') },
  { path: '/me/erase', access: 'person', load: () => import('./Erase') },
]
