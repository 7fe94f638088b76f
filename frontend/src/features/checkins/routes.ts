import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [
  { path: '/checkins/:id', access: 'person', load: () => import('./CheckInPage') },
]
