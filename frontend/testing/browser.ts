/**
 * Gives Node what modules of the app expect of a browser, and only what they use: the real browser is for `tests/e2e`.
 * Given to Node with `--import`, so that it is there before any module. Fetch, Web Crypto, locks and broadcast channels are Node's own.
 */
import 'fake-indexeddb/auto'
import { setMaxListeners } from 'node:events'
import { BroadcastChannel } from 'node:worker_threads'

process.env.TZ = 'Europe/Berlin'

const ORIGIN = 'https://toward.test'

/** Keeps each item as a property of its own, as `Object.keys(localStorage)` expects. */
class MemoryStorage {
  [key: string]: unknown
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? String(this[key]) : null
  }
  setItem(key: string, value: string): void {
    this[key] = String(value)
  }
  removeItem(key: string): void {
    delete this[key]
  }
}

const windowEvents = new EventTarget()
const documentEvents = Object.assign(new EventTarget(), {
  visibilityState: 'visible',
  title: '',
  documentElement: { lang: 'en', dataset: {} as Record<string, string> },
  querySelectorAll: () => [],
})

// A test file starts the app more than once, a page never does.
setMaxListeners(0, windowEvents, documentEvents)

/** The entries of a tab's history; `location` always shows the current one. */
const entries: { href: string; state: unknown }[] = [{ href: `${ORIGIN}/`, state: null }]
let at = 0
const current = () => entries[at] ?? { href: `${ORIGIN}/`, state: null }

function add(state: unknown, href: string, from: number): void {
  entries.splice(from, Infinity, { href: new URL(href, current().href).href, state })
  at = from
}

const tabHistory = {
  get state() {
    return current().state
  },
  pushState: (state: unknown, _: string, href: string) => add(state, href, at + 1),
  replaceState: (state: unknown, _: string, href: string) => {
    entries[at] = { href: new URL(href, current().href).href, state }
  },
  back: () => {
    if (at === 0) return
    at -= 1
    windowEvents.dispatchEvent(new Event('popstate'))
  },
}

const tabLocation = {
  origin: ORIGIN,
  get href() {
    return current().href
  },
  reload: () => undefined,
}

Object.assign(globalThis, {
  addEventListener: windowEvents.addEventListener.bind(windowEvents),
  removeEventListener: windowEvents.removeEventListener.bind(windowEvents),
  dispatchEvent: windowEvents.dispatchEvent.bind(windowEvents),
  document: documentEvents,
  history: tabHistory,
  location: tabLocation,
  scrollTo: () => undefined,
})
/** What waits in the background, a channel or a later try, must not keep a finished test file alive. */
class BackgroundChannel extends BroadcastChannel {
  constructor(name: string) {
    super(name)
    this.unref()
  }
}
const wait = setTimeout
const waitInBackground = (...given: Parameters<typeof wait>) => wait(...given).unref()
Object.assign(globalThis, { BroadcastChannel: BackgroundChannel, setTimeout: waitInBackground })

Object.defineProperty(globalThis, 'window', { value: globalThis })
Object.defineProperty(globalThis, 'localStorage', { value: new MemoryStorage() })
Object.defineProperty(navigator, 'onLine', { value: true, writable: true })
Object.defineProperty(navigator, 'language', { value: 'en-GB' })
