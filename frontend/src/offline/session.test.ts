import assert from 'node:assert/strict'
import { after as afterAll, beforeEach, mock, test } from 'node:test'
import { signIn } from '../../testing/person'
import { startServer } from '../../testing/server'
import { api, forgetToken } from '../api/client'
import { forgetAll, keep, kept } from '../api/resource'
import type { Person } from '../api/types'
import { navigate, startRouter } from '../router'
import { me, space } from '../stores'
import { recallNow, remember } from './cache'
import { keepNote } from './notes'
import { currentPerson, destroyKey } from './seal'
import { entered, leaveAtOnce, signOut, start } from './session'

const server = await startServer()
afterAll(() => server.stop())
globalThis.__towardBackoff = () => 60_000
const load = async () => ({ default: () => null })
startRouter([
  { path: '/', access: 'anyone', load },
  { path: '/today', access: 'person', load },
])
const reload = mock.method(location, 'reload', () => undefined)

const SESSION = 'DELETE /_allauth/browser/v1/auth/session'
const LEAVING = 'toward.leaving'
const SPACE = { id: 'space', members: [] }
const personOf = (id: string) =>
  ({ id, name: id, theme: 'system', locale: 'en', discreet: false }) as unknown as Person

let ana = ''
beforeEach(async () => {
  me.value = undefined
  space.value = undefined
  for (const key of Object.keys(localStorage)) localStorage.removeItem(key)
  server.reset()
  forgetAll()
  forgetToken()
  reload.mock.resetCalls()
  navigate('/today')
  ana = await signIn('ana')
  await remember('/me', personOf(ana))
  await remember('/space', SPACE)
  server.answers('GET /api/v1/me', { body: personOf(ana) })
  server.answers('GET /api/v1/space', { body: SPACE })
  server.answers(SESSION, { status: 401, body: {} })
})

/** As somebody whom this phone does not know. */
async function nobodyHere(): Promise<void> {
  await destroyKey(ana)
}
const databases = async () => (await indexedDB.databases()).map((one) => one.name)

// The first of all: what an earlier start asks in the background must not be counted here.
test('a stranger at an open door is not asked about, and leaves nothing', async () => {
  await nobodyHere()
  navigate('/')
  await start()
  assert.equal(me.value, null)
  assert.deepEqual(server.asked, [])
  assert.equal(await currentPerson(), undefined)
})

test('somebody whose session lives is here, with their space', async () => {
  await start()
  assert.deepEqual([me.value?.id, space.value?.id], [ana, 'space'])
})

test('without a network the phone remembers who is here', async () => {
  server.unreachable = true
  await start()
  assert.deepEqual([me.value?.id, space.value?.id], [ana, 'space'])
})

test('without a network, a phone that knows nobody shows the door', async () => {
  await nobodyHere()
  server.unreachable = true
  await start()
  assert.equal(me.value, null)
})

test('an ended session shows nothing of what is remembered', async () => {
  server.answers('GET /api/v1/me', { status: 401, body: { code: 'signed_out' } })
  await start()
  assert.deepEqual([me.value, space.value], [null, undefined])
})

test('a session that ends later shows nothing any more, whatever asked for it', async () => {
  await start()
  keep('/today', ['hers'])
  server.answers('GET /api/v1/today', { status: 401, body: { code: 'signed_out' } })
  await assert.rejects(api.get('/today'))
  assert.deepEqual([me.value, space.value, kept('/today')], [null, undefined, undefined])
})

test('signing in makes this phone theirs', async () => {
  await nobodyHere()
  server.answers('GET /api/v1/me', { body: personOf('ben-in') })
  navigate('/')
  await start()
  assert.equal((await entered())?.id, 'ben-in')
  while ((await currentPerson()) !== 'ben-in');
  assert.equal(space.value?.id, 'space')
})

test('signing out ends the session and takes everything off the phone', async () => {
  await start()
  await keepNote('agreement/new', 'Phones')
  localStorage.setItem('toward.theme', 'dark')
  localStorage.setItem('toward.exit', '1')
  await signOut()
  assert.equal(server.askedFor(SESSION).length, 1)
  assert.deepEqual([me.value, space.value, await currentPerson()], [null, undefined, undefined])
  assert.equal((await databases()).includes(`toward-${ana}`), false)
  assert.deepEqual(Object.keys(localStorage), ['toward.exit'])
})

test('signing out without a network takes everything off the phone, and the next start ends the session', async () => {
  await start()
  server.unreachable = true
  await signOut()
  assert.equal((await databases()).includes(`toward-${ana}`), false)
  assert.equal(localStorage.getItem(LEAVING), '1')

  me.value = undefined
  await start()
  assert.equal(me.value, null, 'still offline: nobody is let in by the old cookie')

  server.unreachable = false
  server.asked = []
  me.value = undefined
  server.answers('GET /api/v1/me', { status: 401, body: { code: 'signed_out' } })
  await start()
  const asked = server.asked.map((one) => one.what)
  assert.ok(asked.includes(SESSION) && asked.indexOf(SESSION) < asked.indexOf('GET /api/v1/me'))
  assert.deepEqual([me.value, localStorage.getItem(LEAVING)], [null, null])
})

test('while the server cannot end the session, the old cookie lets nobody in', async () => {
  server.answers(SESSION, { status: 503, body: {} })
  await start()
  await signOut()
  me.value = undefined
  await start()
  assert.equal(server.askedFor(SESSION).length, 2)
  assert.deepEqual([me.value, localStorage.getItem(LEAVING)], [null, '1'])
})

test('the way out waits for nobody', async () => {
  await start()
  server.answers(SESSION, { after: new Promise(() => undefined) })
  await leaveAtOnce()
  assert.equal(await currentPerson(), undefined)
  assert.equal(localStorage.getItem(LEAVING), '1')
})

test('another tab that somebody else has taken over starts anew, one with the same person does not', async () => {
  await start()
  const other = new BroadcastChannel('toward-person')
  const third = new BroadcastChannel('toward-person')
  const heard = new Promise<void>((resolve) => {
    third.onmessage = ({ data }) => data === 'ben' && resolve()
  })
  const reloaded = new Promise<void>((resolve) => reload.mock.mockImplementationOnce(resolve))
  other.postMessage(ana)
  other.postMessage('ben')
  await Promise.all([reloaded, heard])
  third.close()
  assert.equal(reload.mock.callCount(), 1)
  other.close()
})

test('what is remembered of a person is theirs alone', async () => {
  await start()
  await signOut()
  await signIn('ben')
  assert.equal(await recallNow('/me'), undefined)
})
