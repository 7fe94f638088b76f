import type { RouteDef } from '../../router'

export const routes: RouteDef[] = [{ path: '/help', access: 'anyone', load: () => import('./Help') }]
