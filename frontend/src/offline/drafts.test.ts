import assert from 'node:assert/strict'
import { after as afterAll, beforeEach, test } from 'node:test'
import { effect } from '@preact/signals'
import { signIn } from '../../testing/person'
import { startServer } from '../../testing/server'
import { forgetAll, kept } from '../api/resource'
import type { Answer } from '../api/types'
import { database } from './db'
import {
  countUnsent,
  dropDraft,
  edit,
  type JobState,
  letGoOfUnreadable,
  loadDraft,
  look,
  outboxState,
  pending,
  retry,
  saveDraft,
  sendDraft,
  watchOutbox,
} from './drafts'
import { keepNote } from './notes'
import { flush } from './outbox'
import { destroyKey, setCurrentPerson } from './seal'

const server = await startServer()
afterAll(() => server.stop())
globalThis.__towardBackoff = () => 60_000
await watchOutbox()

const WORDS = 'that you waited for me at the station'
const answers: Answer[] = [{ question: 'q', value: WORDS, shared: true }]
const SENDING = '/api/v1/checkins/a/sending'

let ana = ''
beforeEach(async () => {
  server.reset()
  forgetAll()
  ana = await signIn('ana')
  await look()
  server.answers('GET /api/v1/me', { body: { id: ana } })
  server.answers(`POST ${SENDING}`, { status: 200, body: {} })
})

const phone = () => database(ana)
const stateOf = (checkIn: string): JobState | undefined => outboxState.value.get(checkIn)

/** Everything that was begun in the background is done: the outbox is free, and the signals have been read. */
async function quiet(): Promise<void> {
  await navigator.locks.request('toward-outbox', () => undefined)
  await look()
}

/** Sends without a network, so that it waits on the phone. */
async function sendOffline(checkIn = 'a'): Promise<void> {
  server.unreachable = true
  await sendDraft(checkIn, { answers })
  await quiet()
}

/** As if the browser had lost the key: what was sealed before cannot be read any more. */
async function loseKey(): Promise<void> {
  await destroyKey(ana)
  await setCurrentPerson(ana)
}

test('a draft is read as it was saved', async () => {
  await saveDraft('a', { answers, step: 2 })
  assert.deepEqual(await loadDraft('a'), { answers, step: 2 })
  assert.equal(await loadDraft('b'), undefined)
})

test('a draft is sealed at rest', async () => {
  await saveDraft('a', { answers, step: 0 })
  const sealed = await (await phone()).get('drafts', 'a')
  assert.deepEqual(Object.keys(sealed ?? {}).sort(), ['data', 'iv'])
  assert.equal(new TextDecoder('latin1').decode(sealed?.data).includes('station'), false)
})

test("Ben does not find Ana's draft", async () => {
  await saveDraft('a', { answers, step: 0 })
  await signIn('ben')
  assert.equal(await loadDraft('a'), undefined)
})

test('a draft that was dropped is gone', async () => {
  await saveDraft('a', { answers, step: 0 })
  await dropDraft('a')
  assert.equal(await loadDraft('a'), undefined)
})

test('nobody signed in keeps nothing', async () => {
  await destroyKey(ana)
  await assert.rejects(saveDraft('a', { answers, step: 0 }), { code: 'signed_out' })
})

test('sending turns the draft into a job that is safe on the phone', async () => {
  await saveDraft('a', { answers, step: 1 })
  await sendOffline()
  const db = await phone()
  assert.deepEqual([await db.count('drafts'), await db.count('outbox')], [0, 1])
  assert.deepEqual(stateOf('a'), { is: 'waiting' })
  assert.equal(pending.value, 1)
})

test('what waits is sealed at rest', async () => {
  await sendOffline()
  const [job] = await (await phone()).getAll('outbox')
  assert.deepEqual(Object.keys(job?.body ?? {}).sort(), ['data', 'iv'])
  const { body, ...open } = job ?? {}
  assert.equal(JSON.stringify(open).includes('station'), false)
  assert.equal(new TextDecoder('latin1').decode(body?.data).includes('station'), false)
})

test('with a network the words arrive at once, and nothing of them stays', async () => {
  await sendDraft('a', { answers })
  await quiet()
  assert.deepEqual(
    server.askedFor(`POST ${SENDING}`).map((one) => one.body),
    [{ answers }],
  )
  const db = await phone()
  assert.deepEqual([await db.count('drafts'), await db.count('outbox'), pending.value], [0, 0, 0])
})

test('sending twice in a hurry is one sending with one key', async () => {
  server.unreachable = true
  await Promise.all([sendDraft('a', { answers }), sendDraft('a', { answers })])
  await quiet()
  server.unreachable = false
  await flush({ again: true })
  assert.equal(server.askedFor(`POST ${SENDING}`).length, 1)
})

test('a lost answer is asked for again with the same key', async () => {
  server.answers(`POST ${SENDING}`, { lost: true }, { status: 200 })
  await sendDraft('a', { answers })
  await quiet()
  await flush({ again: true })
  const [first, second] = server.askedFor(`POST ${SENDING}`).map((one) => one.headers['idempotency-key'])
  assert.equal(first, second)
  assert.match(String(first), /^[0-9a-f-]{36}$/)
})

test('a refusal is shown with its reason, and another try sends it again', async () => {
  server.answers(`POST ${SENDING}`, { status: 409, body: { code: 'check_in_closed' } }, { status: 200 })
  await sendDraft('a', { answers })
  await quiet()
  const state = stateOf('a')
  assert.equal(state?.is === 'refused' && state.problem.code, 'check_in_closed')
  await retry('a')
  await look()
  assert.equal(stateOf('a'), undefined)
})

test('another try does not sit out the wait', async () => {
  await sendOffline()
  server.unreachable = false
  await retry('a')
  assert.equal(server.askedFor(`POST ${SENDING}`).length, 1)
})

test('words taken back out of the outbox are a draft again, and are not sent', async () => {
  await sendOffline()
  await edit('a')
  await look()
  assert.deepEqual(await loadDraft('a'), { answers, step: 0 })
  server.unreachable = false
  await flush({ again: true })
  assert.deepEqual([server.askedFor(`POST ${SENDING}`).length, stateOf('a')], [0, undefined])
})

test('words on their way cannot be taken back, and are not doubled', async () => {
  let arrive = (): void => undefined
  const after = new Promise<void>((resolve) => {
    arrive = resolve
  })
  server.answers(`POST ${SENDING}`, { status: 200, after })
  await sendDraft('a', { answers })
  const edited = edit('a')
  arrive()
  await edited
  assert.equal(await loadDraft('a'), undefined)
  assert.equal(await (await phone()).count('outbox'), 0)
})

test('what would be lost is counted: drafts with words, notes, and what waits', async () => {
  await saveDraft('empty', { answers: [], step: 0 })
  assert.equal(await countUnsent(), 0)
  await saveDraft('b', { answers, step: 0 })
  await keepNote('agreement/new', 'Phones')
  await sendOffline()
  assert.equal(await countUnsent(), 3)
})

test('a draft that cannot be read counts as words, and stops no counting', async () => {
  await saveDraft('a', { answers, step: 0 })
  await loseKey()
  await saveDraft('b', { answers, step: 0 })
  assert.equal(await countUnsent(), 2)
})

test('words that cannot be read are shown as such, and nobody is told that they are safe', async () => {
  await sendOffline()
  await loseKey()
  await flush({ again: true })
  await look()
  assert.deepEqual(stateOf('a'), { is: 'unreadable' })
  assert.equal(pending.value, 0)
  assert.equal(await countUnsent(), 1)
})

test('words that cannot be read are set aside when somebody wants to change them', async () => {
  await sendOffline()
  await loseKey()
  await edit('a')
  await look()
  assert.deepEqual(stateOf('a'), { is: 'unreadable' })
  assert.equal(await loadDraft('a'), undefined)
})

test('words that cannot be read go when the person lets them go, and the check-in can be sent anew', async () => {
  await sendOffline()
  await loseKey()
  await flush({ again: true })
  await letGoOfUnreadable('a')
  await look()
  assert.equal(stateOf('a'), undefined)
  server.unreachable = false
  await sendDraft('a', { answers })
  await quiet()
  assert.equal(server.askedFor(`POST ${SENDING}`).length, 1)
})

test('words that can still be read are never let go of by mistake', async () => {
  await sendOffline()
  await letGoOfUnreadable('a')
  assert.equal(await (await phone()).count('outbox'), 1)
})

test('once sent, the check-in and today are asked for anew', async () => {
  server.answers('GET /api/v1/checkins/a', { body: { state: 'sent' } })
  server.answers('GET /api/v1/today', { body: { open: [] } })
  const both = new Promise<void>((resolve) =>
    effect(() => {
      const answered = [kept('/checkins/a'), kept('/today')]
      if (answered.every(Boolean)) resolve()
    }),
  )
  await sendDraft('a', { answers })
  await both
})

for (const [event, target] of [
  ['online', globalThis],
  ['visibilitychange', document],
] as const)
  test(`"${event}" sends what waits for the network`, async () => {
    await sendOffline()
    server.unreachable = false
    target.dispatchEvent(new Event(event))
    await quiet()
    assert.equal(server.askedFor(`POST ${SENDING}`).length, 1)
  })
