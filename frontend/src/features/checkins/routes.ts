import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/templates', access: 'person', tab: 'us', load: () => import('./templates/Templates') },
  { path: '/templates/new', access: 'person', load: () => import('./templates/Editor') },
  { path: '/templates/:slug', access: 'person', load: () => import('./templates/Editor') },
  { path: '/checkins/:id', access: 'person', load: () => import('./CheckInPage') },
]
