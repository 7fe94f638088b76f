import assert from 'node:assert/strict'
import { after as afterAll, beforeEach, test } from 'node:test'
import { signIn } from '../../testing/person'
import { startServer } from '../../testing/server'
import { Problem } from '../api/client'
import { database, type Job } from './db'
import { after, flush, onNews, tell } from './outbox'
import { destroyKey, seal, setCurrentPerson } from './seal'

const server = await startServer()
afterAll(() => server.stop())

/** Long enough that nothing is tried a second time while a test runs. */
const WAIT = 60_000
globalThis.__towardBackoff = (tries) => WAIT * (tries + 1)

let ana = ''
beforeEach(async () => {
  server.reset()
  ana = await signIn('ana')
  server.answers('GET /api/v1/me', { body: { id: ana } })
})

const sending = (checkIn: string) => `/api/v1/checkins/${checkIn}/sending`
const sent = () =>
  server.asked.filter((one) => one.what.startsWith('POST')).map((one) => one.what.split('/')[4])

/** Puts something into the outbox as `sendDraft` does, and has the server take it. */
async function waiting(checkIn: string, change: Partial<Job> = {}): Promise<void> {
  const body = await seal(ana, { answers: [{ question: 'q', value: `words of ${checkIn}`, shared: true }] })
  const job: Job = {
    key: `key-${checkIn}`,
    checkIn,
    path: sending(checkIn),
    body,
    tries: 0,
    due: 0,
    state: 'waiting',
  }
  await (await database(ana)).add('outbox', { ...job, ...change })
  server.answers(`POST ${sending(checkIn)}`, { status: 200, body: {} })
}

const jobs = async () => (await database(ana)).getAll('outbox')
const states = async () => (await jobs()).map((job) => [job.checkIn, job.state])
async function jobOf(checkIn: string): Promise<Job> {
  const job = (await jobs()).find((one) => one.checkIn === checkIn)
  assert.ok(job, `${checkIn} is still in the outbox`)
  return job
}

test('what waits is sent in the order in which it came, and then it is gone', async () => {
  for (const one of ['c', 'a', 'b']) await waiting(one)
  await flush()
  assert.deepEqual(sent(), ['c', 'a', 'b'])
  assert.deepEqual(await jobs(), [])
})

test('the words are sent under the key that was made with them', async () => {
  await waiting('a')
  await flush()
  const [asked] = server.askedFor(`POST ${sending('a')}`)
  assert.equal(asked?.headers['idempotency-key'], 'key-a')
  assert.deepEqual(asked?.body, { answers: [{ question: 'q', value: 'words of a', shared: true }] })
})

test('every try of one thing has the same key', async () => {
  await waiting('a')
  server.answers(`POST ${sending('a')}`, { status: 500 }, { lost: true }, { status: 200 })
  await flush()
  await (await database(ana)).put('outbox', { ...(await jobOf('a')), due: 0 })
  await flush()
  await flush({ again: true })
  assert.deepEqual(
    server.askedFor(`POST ${sending('a')}`).map((one) => one.headers['idempotency-key']),
    ['key-a', 'key-a', 'key-a'],
  )
  assert.deepEqual(await jobs(), [])
})

test('without a network everything waits, and only the first is tried', async () => {
  await waiting('a')
  await waiting('b')
  server.unreachable = true
  await flush()
  const [first, second] = await jobs()
  assert.deepEqual([first?.state, first?.because, first?.tries], ['waiting', 'offline', 1])
  assert.deepEqual([second?.because, second?.tries], [undefined, 0])
})

test('what waits for the network goes out at once when it is back', async () => {
  await waiting('a')
  await waiting('b')
  server.unreachable = true
  await flush()
  server.unreachable = false
  await flush()
  assert.deepEqual(sent(), [], 'the wait is not over')
  await flush({ again: true })
  assert.deepEqual(sent(), ['a', 'b'])
})

test('a server that asked for time gets it, also when the network comes back', async () => {
  await waiting('a')
  const busy = { status: 503, body: {}, headers: { 'Retry-After': '120' } }
  server.answers(`POST ${sending('a')}`, busy)
  const before = Date.now()
  await flush()
  await flush({ again: true })
  assert.equal(server.askedFor(`POST ${sending('a')}`).length, 1)
  const { due, because } = await jobOf('a')
  assert.equal(because, 'busy')
  assert.ok(due >= before + 120_000 && due <= Date.now() + 120_000)
})

for (const status of [408, 425, 429, 500, 502, 503])
  test(`after a ${status} the words wait, and hold back the ones behind them`, async () => {
    await waiting('a')
    await waiting('b')
    server.answers(`POST ${sending('a')}`, { status, body: {} })
    await flush()
    assert.deepEqual(await states(), [
      ['a', 'waiting'],
      ['b', 'waiting'],
    ])
    assert.deepEqual(sent(), ['a'])
  })

for (const code of ['idempotency_in_flight', 'csrf_failed'])
  test(`after "${code}" the words wait`, async () => {
    await waiting('a')
    server.answers(`POST ${sending('a')}`, { status: 409, body: { code } })
    await flush()
    assert.equal((await jobOf('a')).state, 'waiting')
  })

for (const [status, code] of [
  [400, 'invalid'],
  [403, 'not_yours'],
  [404, 'not_found'],
  [409, 'check_in_closed'],
  [422, 'invalid'],
] as const)
  test(`after a ${status} the words stay on the phone with the reason, and hold nothing back`, async () => {
    await waiting('a')
    await waiting('b')
    server.answers(`POST ${sending('a')}`, { status, body: { code } })
    await flush()
    const refused = await jobOf('a')
    assert.equal(refused.state, 'refused')
    assert.deepEqual(refused.refusal, { status, body: { code } })
    assert.deepEqual(sent(), ['a', 'b'])
    assert.equal((await jobs()).length, 1)
  })

test('what was refused is not tried again by itself', async () => {
  await waiting('a')
  server.answers(`POST ${sending('a')}`, { status: 400, body: { code: 'invalid' } })
  await flush()
  await flush({ again: true })
  assert.deepEqual(sent(), ['a'])
})

test('an ended session stops everything until somebody signs in', async () => {
  await waiting('a')
  await waiting('b')
  server.answers('GET /api/v1/me', { status: 401, body: { code: 'signed_out' } })
  await flush()
  await flush()
  assert.deepEqual(await states(), [
    ['a', 'signed_out'],
    ['b', 'waiting'],
  ])
  assert.deepEqual(sent(), [])
  server.answers('GET /api/v1/me', { body: { id: ana } })
  await flush({ again: true })
  assert.deepEqual(sent(), ['a', 'b'])
})

test('a session that ends between two questions stops everything, too', async () => {
  await waiting('a')
  await waiting('b')
  server.answers(`POST ${sending('a')}`, { status: 401, body: { code: 'signed_out' } })
  await flush()
  assert.deepEqual(await states(), [
    ['a', 'signed_out'],
    ['b', 'waiting'],
  ])
})

test("words never leave under somebody else's session", async () => {
  await waiting('a')
  server.answers('GET /api/v1/me', { body: { id: 'ben' } })
  await flush()
  assert.deepEqual(sent(), [])
  assert.equal((await jobOf('a')).state, 'signed_out')
})

test('who is signed in is asked before each of them', async () => {
  await waiting('a')
  await waiting('b')
  server.answers('GET /api/v1/me', { body: { id: ana } }, { body: { id: 'ben' } })
  await flush()
  assert.deepEqual(sent(), ['a'])
  assert.deepEqual(await states(), [['b', 'signed_out']])
})

test("Ana's words wait untouched while Ben uses her phone", async () => {
  await waiting('a')
  await signIn('ben')
  await flush({ again: true })
  assert.deepEqual(server.asked, [])
  assert.deepEqual(await states(), [['a', 'waiting']])
})

test('two who send at once send each thing once', async () => {
  await waiting('a')
  await waiting('b')
  await Promise.all([flush(), flush(), flush({ again: true })])
  assert.deepEqual(sent(), ['a', 'b'])
})

test('nobody signed in sends nothing', async () => {
  await waiting('a')
  await destroyKey(ana)
  await flush()
  assert.deepEqual(server.asked, [])
})

test('words that cannot be read any more are set aside, and what is behind them goes out', async () => {
  await waiting('a')
  await destroyKey(ana)
  await setCurrentPerson(ana)
  await waiting('b')
  await waiting('c')
  await flush()
  assert.deepEqual(sent(), ['b', 'c'])
  assert.deepEqual(await states(), [['a', 'unreadable']])
})

test('words that cannot be read any more are never tried again by themselves', async () => {
  await waiting('a')
  await destroyKey(ana)
  await setCurrentPerson(ana)
  await flush()
  const asked = server.asked.length
  await flush({ again: true })
  assert.equal(server.asked.length, asked)
  assert.deepEqual(await states(), [['a', 'unreadable']])
})

test('the app is told what was sent and what has changed', async () => {
  const news: unknown[] = []
  onNews((one) => news.push(one))
  await waiting('a')
  await waiting('b')
  server.answers(`POST ${sending('b')}`, { status: 400, body: { code: 'invalid' } })
  await flush()
  assert.deepEqual(news, [{ sent: 'a' }, { changed: true }])
})

test('another tab or the worker hears it, too', async () => {
  const other = new BroadcastChannel('toward-outbox')
  const heard = new Promise((resolve) => {
    other.onmessage = (event) => resolve(event.data)
  })
  tell({ sent: 'a' })
  assert.deepEqual(await heard, { sent: 'a' })
  const answered = new Promise((resolve) => onNews(resolve))
  other.postMessage({ sent: 'b' })
  assert.deepEqual(await answered, { sent: 'b' })
  other.close()
})

const JOB: Job = {
  key: 'k',
  checkIn: 'a',
  path: '/',
  body: { iv: new Uint8Array(12), data: new ArrayBuffer(0) },
  tries: 0,
  due: 0,
  state: 'waiting',
}

test('each failed try makes the wait twice as long, up to five minutes', (t) => {
  const mine = globalThis.__towardBackoff
  globalThis.__towardBackoff = undefined
  t.after(() => {
    globalThis.__towardBackoff = mine
  })
  t.mock.method(Math, 'random', () => 0.5)
  const waits = [0, 1, 2, 7, 8, 60].map(
    (tries) => after({ ...JOB, tries }, new Problem(500), 1_000_000).due - 1_000_000,
  )
  assert.deepEqual(waits, [2_000, 4_000, 8_000, 256_000, 300_000, 300_000])
})

test('phones that failed together do not come back together', (t) => {
  const mine = globalThis.__towardBackoff
  globalThis.__towardBackoff = undefined
  t.after(() => {
    globalThis.__towardBackoff = mine
  })
  const random = t.mock.method(Math, 'random', () => 0)
  const shortest = after(JOB, new Problem(500), 0).due
  random.mock.mockImplementation(() => 1)
  assert.deepEqual([shortest, after(JOB, new Problem(500), 0).due], [1_000, 3_000])
})

test('the wait the server asked for comes before our own', () => {
  assert.equal(after(JOB, new Problem(429, {}, 7), 1_000).due, 8_000)
})
