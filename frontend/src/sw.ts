/// <reference lib="webworker" />
import { request } from './api/client'
import { flush } from './offline/outbox'

declare const self: ServiceWorkerGlobalScope
/** Filled in by the build: where the list of every file of the app is, and a name for exactly these. */
declare const __FILES__: string
declare const __VERSION__: string

const cacheName = `shell-${__VERSION__}`
/** Answered by the server alone, and never kept. */
const served = /^\/(api|_allauth|dev|healthz|admin)(\/|$)/

self.addEventListener('install', (event) => event.waitUntil(keepShell()))

async function keepShell(): Promise<void> {
  const listed = await fetch(__FILES__, { cache: 'reload' })
  const paths = (await listed.json()) as string[]
  const files = paths.map((path) => new Request(path, { cache: 'reload' }))
  await (await caches.open(cacheName)).addAll(files)
}

self.addEventListener('activate', (event) => {
  event.waitUntil(retireOthers().then(() => self.clients.claim()))
})

async function retireOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name)
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== location.origin || served.test(url.pathname)) return
  const wanted = event.request.mode === 'navigate' ? '/' : event.request
  // Module scripts are asked for with an Origin header, and must still be found when a server says `Vary: Origin`.
  const kept = caches.match(wanted, { cacheName, ignoreVary: true })
  event.respondWith(kept.then((response) => response ?? fetch(event.request)))
})

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
})

interface Note {
  title?: string
  body?: string
  navigate?: string
  tag?: string
  lang?: string
  actions?: { action: string; title: string }[]
  data?: { taps?: Taps }
}
/** What one tap does, each by a token that works once, also when nobody is signed in. */
type Taps = Record<string, string>

/** Every push becomes a notification, also one we cannot read: iPhones end subscriptions that stay silent. */
self.addEventListener('push', (event) => {
  event.waitUntil(Promise.all([show(read(event.data)), flush()]))
})

async function show(note: Note): Promise<void> {
  const taps = note.data?.taps ?? {}
  const options: NotificationOptions & { actions: Note['actions'] } = {
    body: note.body ?? '',
    tag: note.tag ?? 'reminder',
    lang: note.lang ?? '',
    icon: '/icon-192.png',
    badge: '/badge.png',
    actions: note.actions?.slice(0, (Notification as { maxActions?: number }).maxActions ?? 0) ?? [],
    data: { open: note.navigate ?? '/today', taps },
  }
  await self.registration.showNotification(note.title ?? 'Reminder', options)
  if (taps.arrived) await tap(taps.arrived)
}

function read(data: PushMessageData | null): Note {
  try {
    return (data?.json() as { notification?: Note } | undefined)?.notification ?? {}
  } catch {
    return {}
  }
}

/** True once the server has heard of it; used before or too old is heard of, too. */
async function tap(token: string): Promise<boolean> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }
  const body = JSON.stringify({ token })
  const asked = fetch('/api/v1/taps', { method: 'POST', headers, body, credentials: 'omit' })
  const { ok, status } = await asked.catch(() => Response.error())
  return ok || status === 410
}

self.addEventListener('notificationclick', (event) => {
  const { data } = event.notification as { data: { open: string; taps: Taps } }
  event.notification.close()
  event.waitUntil(chosen(data.taps[event.action], data.open))
})

/** A tap that did not get through must not be lost in silence: then the app opens, where the same can be done. */
async function chosen(token: string | undefined, page: string): Promise<void> {
  if (!token) await open(page)
  else if (!(await tap(token))) await open('/today')
}

async function open(wanted: string): Promise<void> {
  const url = new URL(wanted, location.origin)
  const target = url.origin === location.origin ? url.href : location.origin
  const [window] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!window) return void (await self.clients.openWindow(target))
  await window.focus()
  window.postMessage({ open: target })
}

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renew())
})

async function renew(): Promise<void> {
  const { key } = await (await request('GET', '/api/v1/push-key')).json()
  const options = { userVisibleOnly: true, applicationServerKey: key as string }
  const { endpoint, keys } = (await self.registration.pushManager.subscribe(options)).toJSON()
  await request('PUT', '/api/v1/push-subscriptions', { endpoint, keys })
}

interface SyncEvent extends ExtendableEvent {
  tag: string
}
self.addEventListener('sync' as 'message', (event) => {
  const sync = event as unknown as SyncEvent
  sync.waitUntil(flush({ again: true }))
})
