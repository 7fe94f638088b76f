import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/us/agreements/new', access: 'person', load: () => import('./NewAgreement') },
  { path: '/us/agreements/:id', access: 'person', tab: 'us', load: () => import('./AgreementPage') },
  { path: '/us/agreements/:id/write', access: 'person', load: () => import('./ChangeAgreement') },
  { path: '/us/agreements/:id/history', access: 'person', tab: 'us', load: () => import('./History') },
  { path: '/us/limits/new', access: 'person', load: () => import('./NewLimit') },
  { path: '/us/limits/:id', access: 'person', tab: 'us', load: () => import('./LimitPage') },
  { path: '/us/limits/:id/write', access: 'person', load: () => import('./ChangeLimit') },
]
