import { forgetToken, Problem, request } from '../api/client'
import { type Database, database, type Job } from './db'
import { currentPerson, Unreadable, unseal } from './seal'

/** The only sender of waiting words, for the page and for the service worker alike. */

type News = { sent: string } | { changed: true }
const channel = new BroadcastChannel('toward-outbox')

/** The page and the worker tell each other; a channel never hears itself, hence the list. */
const listeners = new Set<(news: News) => void>()
channel.onmessage = (event: MessageEvent<News>) => {
  for (const listener of listeners) listener(event.data)
}
export function onNews(listener: (news: News) => void): void {
  listeners.add(listener)
}
export function tell(news: News): void {
  channel.postMessage(news)
  for (const listener of listeners) listener(news)
}

declare global {
  /** Tests make the waiting shorter: tries so far → milliseconds. */
  var __towardBackoff: ((tries: number) => number) | undefined
}

function backoff(tries: number): number {
  if (globalThis.__towardBackoff) return globalThis.__towardBackoff(tries)
  return Math.min(300_000, 2_000 * 2 ** tries) * (0.5 + Math.random())
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Sends what is due, oldest first. `again`: the network or the session is back, so do not sit out those waits. */
export async function flush({ again = false } = {}): Promise<void> {
  clearTimeout(timer)
  const next = await navigator.locks.request('toward-outbox', async () => {
    const person = await currentPerson()
    if (!person) return undefined
    const db = await database(person)
    if (again) await lift(db)
    forgetToken()
    for (;;) {
      const job = await head(db)
      if (job?.state !== 'waiting') return undefined
      if (job.due > Date.now()) return job.due
      await attempt(db, person, job)
    }
  })
  if (next !== undefined) timer = setTimeout(() => void flush(), Math.max(0, next - Date.now()))
}

/** The oldest job that does not wait for the person; it holds back the ones behind it, so order is kept. */
async function head(db: Database): Promise<Job | undefined> {
  const jobs = await db.getAll('outbox')
  return jobs.find((job) => job.state === 'waiting' || job.state === 'signed_out')
}

async function lift(db: Database): Promise<void> {
  const tx = db.transaction('outbox', 'readwrite')
  for (const job of await tx.store.getAll()) {
    if (job.state === 'signed_out' || (job.state === 'waiting' && job.because === 'offline')) {
      await tx.store.put({ ...job, state: 'waiting', due: 0 })
    }
  }
  await tx.done
}

async function attempt(db: Database, person: string, job: Job): Promise<void> {
  try {
    const body = await unseal(person, job.body)
    // Two people may share one phone: words never leave under the other one's session.
    await expectPerson(person)
    const response = await request('POST', job.path, body, job.key)
    if (!response.ok) throw await Problem.from(response)
    await db.delete('outbox', job.id ?? -1)
    tell({ sent: job.checkIn })
  } catch (error) {
    await db.put('outbox', after(job, error))
    tell({ changed: true })
  }
}

async function expectPerson(person: string): Promise<void> {
  const response = await request('GET', '/api/v1/me')
  if (!response.ok) throw await Problem.from(response)
  if (((await response.json()) as { id: string }).id !== person)
    throw new Problem(401, { code: 'signed_out' })
}

const LATER = new Set([408, 425, 429])
const LATER_CODES = new Set(['idempotency_in_flight', 'csrf_failed'])

/** What becomes of a job after a failed try. Anything but a problem or unreadable words counts as no network. */
export function after(job: Job, error: unknown, now = Date.now()): Job {
  if (error instanceof Unreadable) return { ...job, state: 'unreadable' }
  const problem = error instanceof Problem ? error : new Problem(0, { code: 'offline' })
  if (problem.status === 401) return { ...job, state: 'signed_out' }
  const later = problem.status === 0 || problem.status >= 500 || LATER.has(problem.status)
  if (!later && !LATER_CODES.has(problem.code)) {
    return { ...job, state: 'refused', refusal: { status: problem.status, body: { ...problem.body } } }
  }
  const wait = problem.retryAfter === undefined ? backoff(job.tries) : problem.retryAfter * 1000
  return {
    ...job,
    state: 'waiting',
    tries: job.tries + 1,
    due: now + wait,
    because: problem.status === 0 ? 'offline' : 'busy',
  }
}
