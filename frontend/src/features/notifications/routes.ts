import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/me/reminders', access: 'person', tab: 'me', load: () => import('./Reminders') },
  { path: '/me/reminders/rhythms', access: 'person', tab: 'me', load: () => import('./Rhythms') },
  { path: '/me/reminders/calendar', access: 'person', tab: 'me', load: () => import('./Calendar') },
  { path: '/me/reminders/health', access: 'person', tab: 'me', load: () => import('./Health') },
  { path: '/tap', access: 'anyone', load: () => import('./Tap') },
]
