import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startServer } from '../../testing/server'
import { api, forgetToken, newKey, onSignedOut, Problem, request, warmToken } from './client'

const server = await startServer()
after(() => server.stop())
beforeEach(() => {
  server.reset()
  forgetToken()
  onSignedOut(() => undefined)
})

const ME = '/api/v1/me'

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.ok(problem instanceof Problem, `a Problem was expected, not ${problem}`)
  return problem
}

test('an answer with words is read as JSON', async () => {
  server.answers(`GET ${ME}`, { body: { name: 'Ana' } })
  assert.deepEqual(await api.get('/me'), { name: 'Ana' })
})

test('an answer without words is undefined', async () => {
  server.answers(`DELETE ${ME}`, { status: 204 })
  assert.equal(await api.del('/me'), undefined)
})

test('a file comes as it is', async () => {
  server.answers('GET /api/v1/export', { body: 'all of it' })
  assert.equal(await (await api.file('/export')).text(), 'all of it')
})

test('reading asks for no CSRF token and sends none', async () => {
  server.answers(`GET ${ME}`, { body: {} })
  await api.get('/me')
  assert.deepEqual(
    server.asked.map((one) => one.what),
    [`GET ${ME}`],
  )
  assert.equal(server.asked[0]?.headers['x-csrftoken'], undefined)
})

test('every way of writing carries the CSRF token, which is fetched once', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) server.answers(`${method} ${ME}`, { body: {} })
  await api.post('/me')
  await api.put('/me')
  await api.patch('/me', {})
  await api.del('/me')
  const tokens = server.asked.slice(1).map((one) => one.headers['x-csrftoken'])
  assert.deepEqual(tokens, ['csrf-1', 'csrf-1', 'csrf-1', 'csrf-1'])
  assert.equal(server.askedFor('GET /api/v1/csrf').length, 1)
})

test('a token fetched ahead of time is not fetched again', async () => {
  server.answers(`POST ${ME}`, { body: {} })
  await warmToken()
  await api.post('/me')
  assert.equal(server.askedFor('GET /api/v1/csrf').length, 1)
})

test('a token that was forgotten is fetched anew', async () => {
  server.answers('GET /api/v1/csrf', { body: { token: 'csrf-1' } }, { body: { token: 'csrf-2' } })
  server.answers(`POST ${ME}`, { body: {} })
  await api.post('/me')
  forgetToken()
  await api.post('/me')
  assert.deepEqual(
    server.askedFor(`POST ${ME}`).map((one) => one.headers['x-csrftoken']),
    ['csrf-1', 'csrf-2'],
  )
})

test('a stale token is renewed once, and the same thing is sent again with the same key', async () => {
  server.answers('GET /api/v1/csrf', { body: { token: 'csrf-1' } }, { body: { token: 'csrf-2' } })
  server.answers(`POST ${ME}`, { status: 403, body: { code: 'csrf_failed' } }, { body: { done: true } })
  assert.deepEqual(await api.post('/me', { words: 'hello' }, 'key-1'), { done: true })
  const sent = server.askedFor(`POST ${ME}`)
  assert.deepEqual(
    sent.map((one) => one.headers['x-csrftoken']),
    ['csrf-1', 'csrf-2'],
  )
  assert.deepEqual(
    sent.map((one) => one.headers['idempotency-key']),
    ['key-1', 'key-1'],
  )
  assert.deepEqual(sent[1]?.body, { words: 'hello' })
})

test('a token that stays stale is a problem after the second try', async () => {
  server.answers(`POST ${ME}`, { status: 403, body: { code: 'csrf_failed' } })
  assert.equal((await problemOf(api.post('/me'))).code, 'csrf_failed')
  assert.equal(server.askedFor(`POST ${ME}`).length, 2)
})

test('a refusal that has nothing to do with the token is not tried again', async () => {
  server.answers(`POST ${ME}`, { status: 403, body: { code: 'not_yours' } })
  assert.equal((await problemOf(api.post('/me'))).code, 'not_yours')
  assert.equal(server.askedFor(`POST ${ME}`).length, 1)
})

test('each thing wanted has a key of its own unless the caller keeps one', async () => {
  server.answers(`POST ${ME}`, { body: {} })
  await api.post('/me')
  await api.post('/me')
  await api.post('/me', {}, 'kept')
  const [first, second, third] = server.askedFor(`POST ${ME}`).map((one) => one.headers['idempotency-key'])
  assert.match(String(first), /^[0-9a-f-]{36}$/)
  assert.notEqual(first, second)
  assert.equal(third, 'kept')
  assert.notEqual(newKey(), newKey())
})

test('words are sent as JSON, a file as the kind it is', async () => {
  server.answers(`POST ${ME}`, { body: {} })
  await api.post('/me', { words: 'ü' })
  await api.post('/me', new Blob(['picture'], { type: 'image/webp' }))
  const [words, file] = server.askedFor(`POST ${ME}`)
  assert.deepEqual([words?.headers['content-type'], words?.body], ['application/json', { words: 'ü' }])
  assert.deepEqual([file?.headers['content-type'], file?.body], ['image/webp', 'picture'])
})

for (const [status, code] of [
  [400, 'invalid'],
  [403, 'not_yours'],
  [404, 'not_found'],
  [409, 'already_sent'],
  [429, 'rate_limited'],
  [500, 'unknown'],
  [503, 'busy'],
] as const)
  test(`a ${status} is a problem with the server's own code`, async () => {
    server.answers(`GET ${ME}`, { status, body: { code, detail: 'Said by the server.' } })
    const problem = await problemOf(api.get('/me'))
    assert.deepEqual([problem.status, problem.code], [status, code])
    assert.equal(problem.body.detail, 'Said by the server.')
    assert.deepEqual([problem.offline, problem.signedOut], [false, false])
  })

test('a refusal names the fields it is about', async () => {
  const errors = [{ field: 'at', code: 'required', detail: 'Choose a time.' }]
  server.answers(`POST ${ME}`, { status: 400, body: { code: 'invalid', errors } })
  const problem = await problemOf(api.post('/me'))
  assert.equal(problem.field('at'), 'Choose a time.')
  assert.equal(problem.field('days'), undefined)
})

test('a failure that is not JSON still has its status', async () => {
  server.answers(`GET ${ME}`, { status: 502, body: '<h1>Bad gateway</h1>' })
  const problem = await problemOf(api.get('/me'))
  assert.deepEqual([problem.status, problem.code, problem.errors], [502, 'unknown', []])
})

test('the seconds to wait are read from Retry-After', async () => {
  server.answers(`GET ${ME}`, { status: 429, body: {}, headers: { 'Retry-After': '17' } })
  assert.equal((await problemOf(api.get('/me'))).retryAfter, 17)
})

test('without Retry-After, or with a date in it, nothing is said about waiting', async () => {
  const later = { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' }
  server.answers(`GET ${ME}`, { status: 503, body: {} }, { status: 503, body: {}, headers: later })
  assert.equal((await problemOf(api.get('/me'))).retryAfter, undefined)
  assert.equal((await problemOf(api.get('/me'))).retryAfter, undefined)
})

test('a server that is not reached is the problem "offline"', async () => {
  server.unreachable = true
  const problem = await problemOf(api.get('/me'))
  assert.deepEqual([problem.status, problem.code, problem.offline], [0, 'offline', true])
})

test('an answer lost on the way back is "offline" too', async () => {
  server.answers(`GET ${ME}`, { lost: true })
  assert.equal((await problemOf(api.get('/me'))).offline, true)
})

test('warming the token without a network hurts nobody', async () => {
  server.unreachable = true
  await warmToken()
})

test('an ended session is told to the app, once for each answer that says so', async () => {
  let told = 0
  onSignedOut(() => {
    told += 1
  })
  server.answers(`GET ${ME}`, { status: 401, body: { code: 'signed_out' } })
  assert.equal((await problemOf(api.get('/me'))).signedOut, true)
  assert.equal(told, 1)
})

test('a 401 that is about something else ends no session', async () => {
  let told = 0
  onSignedOut(() => {
    told += 1
  })
  server.answers(`POST ${ME}`, { status: 401, body: { code: 'confirm_first' } })
  await problemOf(api.post('/me'))
  assert.equal(told, 0)
})

test('the raw answer of a refused request is handed over, not thrown', async () => {
  server.answers(`POST ${ME}`, { status: 409, body: { code: 'already_sent' } })
  const response = await request('POST', ME, {})
  assert.deepEqual([response.status, await response.json()], [409, { code: 'already_sent' }])
})
