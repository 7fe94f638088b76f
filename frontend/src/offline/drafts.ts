import { computed, signal } from '@preact/signals'
import { newKey, Problem } from '../api/client'
import { refresh } from '../api/resource'
import type { Answer } from '../api/types'
import { database, type Job } from './db'
import { after, flush, onNews, tell } from './outbox'
import { currentPerson, type Sealed, seal, Unreadable, unseal } from './seal'

/** A check-in that is being written on this phone. */
export interface Draft {
  answers: Answer[]
  /** The question that was on the screen. */
  step: number
}

export type JobState = { is: 'waiting' | 'signed_out' | 'unreadable' } | { is: 'refused'; problem: Problem }

/** By check-in id; a check-in that is not in here has nothing waiting. */
export const outboxState = signal<ReadonlyMap<string, JobState>>(new Map())
/** How many check-ins wait on this phone to be sent. */
export const pending = computed(
  () => [...outboxState.value.values()].filter((job) => job.is !== 'unreadable').length,
)

async function mine() {
  const person = await currentPerson()
  if (!person) throw new Problem(401, { code: 'signed_out' })
  return { person, db: await database(person) }
}

export async function loadDraft(checkIn: string): Promise<Draft | undefined> {
  const { person, db } = await mine()
  const sealed = await db.get('drafts', checkIn)
  return sealed && unseal<Draft>(person, sealed)
}

export async function saveDraft(checkIn: string, draft: Draft): Promise<void> {
  const { person, db } = await mine()
  await db.put('drafts', await seal(person, draft), checkIn)
}

export async function dropDraft(checkIn: string): Promise<void> {
  const { db } = await mine()
  await db.delete('drafts', checkIn)
}

/** Moves the draft into the outbox in one transaction and starts to send. Resolves when it is safe on the phone. */
export async function sendDraft(checkIn: string, body: { answers: Answer[] }): Promise<void> {
  const { person, db } = await mine()
  const job: Job = {
    key: newKey(),
    checkIn,
    path: `/api/v1/checkins/${checkIn}/sending`,
    // Sealed before the transaction opens: IndexedDB commits as soon as it has to wait for anything else.
    body: await seal(person, body),
    tries: 0,
    due: 0,
    state: 'waiting',
  }
  const tx = db.transaction(['drafts', 'outbox'], 'readwrite', { durability: 'strict' })
  const outbox = tx.objectStore('outbox')
  // Sending twice in a hurry is still one sending.
  if (!(await outbox.index('checkIn').getKey(checkIn))) await outbox.add(job)
  await tx.objectStore('drafts').delete(checkIn)
  await tx.done
  // Whoever waits for this finds it among what waits, and never takes it for sent.
  await look()
  tell({ changed: true })
  void flush()
}

/** Tries a refused or waiting sending again, now. */
export async function retry(checkIn: string): Promise<void> {
  const { db } = await mine()
  const tx = db.transaction('outbox', 'readwrite')
  const job = await tx.store.index('checkIn').get(checkIn)
  if (job) await tx.store.put({ ...job, state: 'waiting', due: 0, tries: 0 })
  await tx.done
  tell({ changed: true })
  await flush()
}

/** Turns a waiting or refused sending back into a draft, never while it is on its way. */
export async function edit(checkIn: string): Promise<void> {
  await navigator.locks.request('toward-outbox', async () => {
    const { person, db } = await mine()
    const job = await db.getFromIndex('outbox', 'checkIn', checkIn)
    if (!job?.id) return
    const words = await unseal<{ answers: Answer[] }>(person, job.body).catch((error: unknown) => {
      if (!(error instanceof Unreadable)) throw error
      return db.put('outbox', after(job, error)).then(() => undefined)
    })
    if (!words) return
    const draft = await seal(person, { answers: words.answers, step: 0 } satisfies Draft)
    const tx = db.transaction(['drafts', 'outbox'], 'readwrite', { durability: 'strict' })
    await tx.objectStore('outbox').delete(job.id)
    await tx.objectStore('drafts').put(draft, checkIn)
    await tx.done
  })
  tell({ changed: true })
}

/** Takes away a sending that cannot be read any more, so that the check-in can be written anew. */
export async function letGoOfUnreadable(checkIn: string): Promise<void> {
  const { db } = await mine()
  const tx = db.transaction('outbox', 'readwrite')
  const job = await tx.store.index('checkIn').get(checkIn)
  if (job?.id && job.state === 'unreadable') await tx.store.delete(job.id)
  await tx.done
  tell({ changed: true })
}

/** True for a draft that cannot be read, too: nobody can say that it is empty. */
async function hasWords(person: string, sealed: Sealed): Promise<boolean> {
  const draft = await unseal<Draft>(person, sealed).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error
  })
  return draft === undefined || draft.answers.length > 0
}

/** Words that would be lost if this phone forgot them now. */
export async function countUnsent(): Promise<number> {
  const { person, db } = await mine()
  const drafts = await Promise.all((await db.getAll('drafts')).map((sealed) => hasWords(person, sealed)))
  const begun = drafts.filter(Boolean).length
  return begun + (await db.count('notes')) + (await db.count('outbox'))
}

function stateOf(job: Job): JobState {
  if (job.state !== 'refused') return { is: job.state }
  return { is: 'refused', problem: new Problem(job.refusal?.status ?? 0, job.refusal?.body) }
}

/** Reads the outbox into the signals. */
export async function look(): Promise<void> {
  const person = await currentPerson()
  const jobs = person ? await (await database(person)).getAll('outbox') : []
  outboxState.value = new Map(jobs.map((job) => [job.checkIn, stateOf(job)]))
}

/** Keeps the signals true and the outbox moving, from now on. */
export async function watchOutbox(): Promise<void> {
  onNews((news) => {
    void look()
    if (!('sent' in news)) return
    refresh(`/checkins/${news.sent}`)
    refresh('/today')
  })
  addEventListener('online', () => void flush({ again: true }))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void flush({ again: true })
  })
  await look()
  void flush({ again: true })
}
