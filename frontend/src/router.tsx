import { computed, effect, signal } from '@preact/signals'
import type { AnchorHTMLAttributes, ComponentType, TargetedMouseEvent, VNode } from 'preact'

export interface RouteDef {
  /** `/checkins/:id` */
  path: string
  /** Who may be here; `anyone` includes people who are signed in. */
  access: 'anyone' | 'person'
  /** Which of the bottom bar's places is lit; without one, the bar is hidden and the screen has the whole phone. */
  tab?: 'today' | 'timeline' | 'us' | 'me'
  load: () => Promise<{ default: ComponentType }>
}

export interface Route {
  path: string
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  hash: string
  def: RouteDef | undefined
}

const here = signal(new URL(location.href))
const table = signal<readonly RouteDef[]>([])
/** The screen that is shown: the one before stays until the next has arrived. */
const shown = signal<{ route: Route; screen: ComponentType } | undefined>(undefined)
/** True when the code of a screen could not be fetched (offline on the very first visit, or just replaced by an update). */
export const unreachable = signal(false)

export const route = computed<Route>(() => match(here.value, table.value))

function match(url: URL, defs: readonly RouteDef[]): Route {
  const path = url.pathname.replace(/(.)\/$/, '$1')
  for (const def of defs) {
    const params = fit(def.path, path)
    if (params) return { path, params, query: url.searchParams, hash: url.hash.slice(1), def }
  }
  return { path, params: {}, query: url.searchParams, hash: url.hash.slice(1), def: undefined }
}

function fit(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const parts = path.split('/')
  if (wanted.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, part] of parts.entries()) {
    const name = wanted[i] ?? ''
    if (name.startsWith(':')) params[name.slice(1)] = part
    else if (name !== part) return undefined
  }
  return params
}

export function navigate(path: string, { replace = false } = {}): void {
  const url = new URL(path, location.origin)
  if (url.origin !== location.origin) return
  if (url.href === location.href) return
  history[replace ? 'replaceState' : 'pushState']({ depth: depth() + (replace ? 0 : 1) }, '', url.href)
  here.value = url
  scrollTo(0, 0)
}

/** The arrow in a corner: back inside the app, or to `fallback` for a person who came straight here. */
export function goBack(fallback: string): void {
  if (depth() > 0) history.back()
  else navigate(fallback, { replace: true })
}
/** How many screens of this app lie behind this one; the history itself remembers, also through a reload. */
function depth(): number {
  return (history.state as { depth?: number } | null)?.depth ?? 0
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; replace?: boolean }

export function Link({ href, replace = false, ...rest }: LinkProps): VNode {
  const onClick = (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(href, { replace })
  }
  const current = route.value.path === href ? 'page' : undefined
  return <a aria-current={current} {...rest} href={href} onClick={onClick} />
}

export function startRouter(defs: readonly RouteDef[]): void {
  table.value = defs
  addEventListener('popstate', () => {
    here.value = new URL(location.href)
  })
  addEventListener('hashchange', () => {
    here.value = new URL(location.href)
  })
  effect(() => void arrive(route.value))
}

async function arrive(next: Route): Promise<void> {
  unreachable.value = false
  if (!next.def) return
  try {
    const screen = (await next.def.load()).default
    if (route.peek() !== next) return
    shown.value = { route: next, screen }
  } catch {
    unreachable.value = route.peek() === next
  }
}

/** Draws the screen of the current route. */
export function Outlet({
  fallback = null,
  missing = null,
}: {
  fallback?: VNode | null
  missing?: VNode | null
}) {
  const now = shown.value
  if (!route.value.def) return missing
  if (!now) return fallback
  return <now.screen key={now.route.path} />
}
