import { signal } from '@preact/signals'
import { api } from '../api/client'
import type { Reminders } from '../api/types'
import { me } from '../stores'

/** `install`: on an iPhone, push exists only for apps on the home screen. */
export type PushState = 'unsupported' | 'install' | 'ask' | 'denied' | 'off' | 'on'
export const pushState = signal<PushState>('off')

/** The server's name for this phone's subscription, needed to end it. */
const ID = 'toward.push'

function supported(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

function appleBrowser(): boolean {
  return /iPhone|iPad/.test(navigator.userAgent) && !matchMedia('(display-mode: standalone)').matches
}

async function subscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration()
  return (await worker?.pushManager.getSubscription()) ?? null
}

export async function lookAtPush(): Promise<PushState> {
  pushState.value = await currentState()
  return pushState.value
}

async function currentState(): Promise<PushState> {
  if (!supported()) return appleBrowser() ? 'install' : 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  if (Notification.permission === 'default') return 'ask'
  return (await subscription()) ? 'on' : 'off'
}

/** By the name the server knows it by. */
export function thisBrowser(): string | undefined {
  return localStorage.getItem(ID) ?? undefined
}

/** Asks for permission (call it from a tap, after saying why) and tells the server where to knock. */
export async function startPush(): Promise<PushState> {
  if (!supported()) return lookAtPush()
  if ((await Notification.requestPermission()) === 'granted') {
    await report((await subscription()) ?? (await subscribe()))
  }
  return lookAtPush()
}

async function subscribe(): Promise<PushSubscription> {
  const worker = await navigator.serviceWorker.ready
  const { key } = await api.get<{ key: string }>('/push-key')
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

async function report(found: PushSubscription): Promise<void> {
  const { endpoint, keys } = found.toJSON()
  const { id } = await api.put<{ id: string }>('/push-subscriptions', { endpoint, keys })
  localStorage.setItem(ID, id)
}

export async function stopPush(): Promise<void> {
  if (!supported()) return
  const id = localStorage.getItem(ID)
  localStorage.removeItem(ID)
  await (await subscription())?.unsubscribe()
  if (id) await api.del(`/push-subscriptions/${id}`)
  await lookAtPush()
}

/** At every start: subscriptions get lost on both sides, and nobody notices but the person who is not reminded. */
export async function reconcilePush(): Promise<void> {
  try {
    const state = await lookAtPush()
    if (!me.peek()?.remind_by_push) return
    const found = state === 'on' ? await subscription() : null
    if (found) await report((await isOver(found)) ? await renewed(found) : found)
    else if (state === 'off') await startPush()
  } catch {
    // Offline, or the server is busy: the next start reconciles.
  }
}

/** The browser says when, or the server has let it go because the push service knows nobody there any more. */
async function isOver(found: PushSubscription): Promise<boolean> {
  if (found.expirationTime && found.expirationTime < Date.now()) return true
  const id = thisBrowser()
  const { browsers } = await api.get<Reminders>('/reminders')
  return Boolean(id) && !browsers.some((one) => one.id === id)
}

async function renewed(old: PushSubscription): Promise<PushSubscription> {
  await old.unsubscribe()
  return subscribe()
}
