import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/me/reminders', access: 'person', tab: 'me', load: () => import('./Reminders') },
]
