import { effect } from '@preact/signals'
import { forgetToken, onSignedOut, request, warmToken } from '../api/client'
import { forgetAll } from '../api/resource'
import type { Person, Space } from '../api/types'
import { speak } from '../i18n'
import { title, wear, wearStored } from '../look'
import { reconcilePush, stopPush } from '../push'
import { route } from '../router'
import { loadMe, loadSpace, me, space } from '../stores'
import { openMemory, recallNow, remember } from './cache'
import { deleteDatabase } from './db'
import { look, watchOutbox } from './drafts'
import { flush } from './outbox'
import { currentPerson, destroyKey, setCurrentPerson } from './seal'

/** Set while a sign-out has not reached the server: the cookie is out of our reach, so the next start finishes the job. */
const LEAVING = 'toward.leaving'
/** What is about this phone and not about a person: how it was left, and that the exit has been explained. */
const KEPT = new Set([LEAVING, 'toward.exit'])
const PATIENCE = 1500
/** Who is here now, told to this app's other tabs: none may go on showing, or keeping, somebody else's words. */
const tabs = new BroadcastChannel('toward-person')

const session = '/_allauth/browser/v1/auth/session'

/** Finds out who is here. Online we wait a moment for the server, so that an ended session shows nothing; offline the phone remembers. */
export async function start(): Promise<void> {
  onSignedOut(() => {
    forgetAll()
    me.value = null
    space.value = undefined
  })
  tabs.onmessage = ({ data }: MessageEvent<string | null>) => {
    if (me.peek() && me.peek()?.id !== data) location.reload()
  }
  effect(() => {
    if (me.value) void settle(me.value)
  })
  if (localStorage.getItem(LEAVING)) await finishLeaving()
  if (localStorage.getItem(LEAVING) || (await stranger())) me.value = null
  else await whoIsHere()
  await watchOutbox()
}

/** Somebody at an open door, on a phone that knows nobody: there is nothing to ask the server. */
async function stranger(): Promise<boolean> {
  return route.peek().def?.access === 'anyone' && !(await currentPerson())
}

async function whoIsHere(): Promise<void> {
  const asked = askServer()
  const patience = new Promise((resolve) => setTimeout(resolve, navigator.onLine ? PATIENCE : 0))
  await Promise.race([asked, patience])
  if (me.peek() === undefined) await recallPerson()
}

async function askServer(): Promise<void> {
  try {
    if (await loadMe()) await loadSpace()
  } catch {
    if (me.peek() === undefined) await recallPerson()
    if (me.peek() === undefined) me.value = null
  }
}

async function recallPerson(): Promise<void> {
  if (me.peek() && space.peek() === undefined) space.value = await recallNow<Space>('/space')
  const person = await recallNow<Person>('/me').catch(() => undefined)
  if (!person || me.peek() !== undefined) return
  space.value = (await recallNow<Space>('/space')) ?? null
  me.value = person
}

let settled: string | undefined
async function settle(person: Person): Promise<void> {
  wear(person.theme)
  title(person.discreet)
  void speak(person.locale)
  const arrived = settled !== person.id
  settled = person.id
  await setCurrentPerson(person.id)
  await remember('/me', person)
  openMemory()
  if (!arrived) return
  tabs.postMessage(person.id)
  void look()
  void warmToken()
  void flush({ again: true })
  void reconcilePush()
}

effect(() => {
  if (space.value) void remember('/space', space.value)
})

/** After signing in: who is it, and where do they stand? */
export async function entered(): Promise<Person | null> {
  forgetToken()
  forgetAll()
  settled = undefined
  const person = await loadMe()
  if (person) await loadSpace()
  return person
}

/** Signs out here and on the server, and takes this person's words off this phone. */
export async function signOut(): Promise<void> {
  await stopPush().catch(() => undefined)
  localStorage.setItem(LEAVING, '1')
  await finishLeaving()
  await forgetHere()
}

/** Nobody is signed in any more, and this phone forgets who was. */
export async function forgetHere(): Promise<void> {
  forgetToken()
  await wipe()
  tabs.postMessage(null)
  me.value = null
  space.value = undefined
  wearStored()
}

/** The exit button: nothing here waits for the network. */
export function leaveAtOnce(): Promise<unknown> {
  localStorage.setItem(LEAVING, '1')
  tabs.postMessage(null)
  return Promise.race([
    Promise.allSettled([finishLeaving(), wipe()]),
    new Promise((resolve) => setTimeout(resolve, 400)),
  ])
}

async function finishLeaving(): Promise<void> {
  try {
    // 401 is how this endpoint says that nobody is signed in any more.
    const response = await request('DELETE', session, undefined, undefined, true)
    if (response.ok || response.status === 401 || response.status === 410) localStorage.removeItem(LEAVING)
  } catch {
    // No network: the next start tries again before it asks who is here.
  }
  forgetToken()
}

async function wipe(): Promise<void> {
  const person = await currentPerson()
  settled = undefined
  forgetAll()
  for (const key of Object.keys(localStorage)) if (!KEPT.has(key)) localStorage.removeItem(key)
  if (!person) return
  await destroyKey(person)
  await deleteDatabase(person)
  void look()
}
