import { routes as accounts } from './features/accounts/routes'
import { routes as boundaries } from './features/boundaries/routes'
import { routes as checkins } from './features/checkins/routes'
import { routes as home } from './features/home/routes'
import { routes as notifications } from './features/notifications/routes'
import { routes as privacy } from './features/privacy/routes'
import { routes as promises } from './features/promises/routes'
import { routes as resources } from './features/resources/routes'
import { routes as schedules } from './features/schedules/routes'
import { routes as spaces } from './features/spaces/routes'
import { routes as successes } from './features/successes/routes'
import { routes as timeline } from './features/timeline/routes'
import type { RouteDef } from './router'

/**
 * Every screen, by address; the first match wins. Each feature lists its own in `features/<name>/routes.ts`:
 * `export const routes: RouteDef[] = [{ path: '/today', access: 'person', tab: 'today', load: () => import('./Today') }]`
 */
export const routes: readonly RouteDef[] = [
  ...accounts,
  ...spaces,
  ...notifications,
  ...privacy,
  ...resources,
  ...home,
  ...boundaries,
  ...checkins,
  ...timeline,
  ...schedules,
  ...successes,
  ...promises,
]
