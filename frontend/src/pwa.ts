import { effect, signal } from '@preact/signals'
import { countUnsent } from './offline/drafts'
import { navigate } from './router'
import { me } from './stores'

/** Set when a newer version waits for the person to say when; calling it reloads into that version. */
export const updateReady = signal<(() => void) | null>(null)

/** The one address this app ever runs a worker from, for browsers that enforce Trusted Types. */
function workerUrl(): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
  const policy = types?.createPolicy('toward', {
    createScriptURL: (url: string) => (url === '/sw.js' ? url : ''),
  })
  return (policy?.createScriptURL('/sw.js') as string | undefined) ?? '/sw.js'
}
interface TrustedTypes {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown }
}

/** The app moves in with the first person who signs in; a look at the landing leaves nothing on a phone. */
export function keepWorker(): void {
  let started = false
  effect(() => {
    if (!me.value || started) return
    started = true
    void startWorker()
  })
}

async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<{ open?: string }>) => {
    if (event.data.open) navigate(event.data.open)
  })
  // Some browsers refuse workers in private windows; the app works without one.
  const registration = await navigator.serviceWorker
    .register(workerUrl(), { updateViaCache: 'none' })
    .catch(() => undefined)
  if (!registration) return
  if (registration.waiting) offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing
    fresh?.addEventListener('statechange', () => {
      if (fresh.state === 'installed' && navigator.serviceWorker.controller) offer(fresh)
    })
  })
}

function offer(worker: ServiceWorker): void {
  updateReady.value = () => void reloadInto(worker)
}

/** At the very start, before anything is shown: take a waiting update silently if no words could be lost. */
export async function updateSilently(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration?.waiting || !navigator.serviceWorker.controller) return
  if ((await countUnsent().catch(() => 0)) === 0) await reloadInto(registration.waiting)
}

async function reloadInto(worker: ServiceWorker): Promise<void> {
  const taken = new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve),
  )
  worker.postMessage('take over')
  await Promise.race([taken, new Promise((resolve) => setTimeout(resolve, 3000))])
  location.reload()
}
