import type { RouteDef } from './router'

/**
 * Every screen, by address; the first match wins. Each feature lists its own in `features/<name>/routes.ts`:
 * `export const routes: RouteDef[] = [{ path: '/today', access: 'person', tab: 'today', load: () => import('./Today') }]`
 */
export const routes: readonly RouteDef[] = []
