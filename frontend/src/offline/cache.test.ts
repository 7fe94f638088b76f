import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDB } from 'idb'
import { signIn } from '../../testing/person'
import { forgetMemory, openMemory, recall, recallNow, remember } from './cache'
import { database } from './db'
import { destroyKey, setCurrentPerson } from './seal'

const TODAY = { open: [{ name: 'a daily pulse' }] }

test('nothing is shown of what is remembered before it is known whose session this is', async () => {
  await signIn('ana')
  await remember('/today', TODAY)
  let shown: unknown
  const asked = recall('/today').then((data) => {
    shown = data
  })
  await recallNow('/today')
  assert.equal(shown, undefined)
  openMemory()
  await asked
  assert.deepEqual(shown, TODAY)
})

test('what is remembered is sealed at rest', async () => {
  const ana = await signIn('ana')
  await remember('/today', TODAY)
  const sealed = await (await database(ana)).get('cache', '/today')
  assert.deepEqual(Object.keys(sealed ?? {}).sort(), ['data', 'iv'])
  assert.equal(new TextDecoder('latin1').decode(sealed?.data).includes('pulse'), false)
})

for (const path of [
  '/me',
  '/space',
  '/today',
  '/timeline/months',
  '/timeline/2026-11',
  '/insights/then-and-now',
  '/schedules',
  '/rests',
  '/upcoming',
  '/wishes',
  '/reminders',
  '/successes',
  '/successes/1',
  '/appreciations?whose=for_me',
  '/boundaries',
  '/agreements/1',
  '/limits/1',
  '/templates',
  '/space/templates',
  '/checkins/1',
  '/checkins/1/topics',
  '/checkins/1/comments',
  '/promises',
  '/promises/1',
  '/topics/1',
])
  test(`${path} opens without a network`, async () => {
    await signIn('ana')
    await remember(path, TODAY)
    assert.deepEqual(await recallNow(path), TODAY)
  })

for (const path of [
  '/sessions',
  '/exports/1',
  '/invitation',
  '/me/keys',
  '/successes/1/picture',
  '/timeline',
])
  test(`${path} leaves nothing on the phone`, async () => {
    const ana = await signIn('ana')
    await remember(path, TODAY)
    assert.equal(await (await database(ana)).count('cache'), 0)
  })

test('what Ana has seen is not remembered for Ben', async () => {
  await signIn('ana')
  await remember('/today', TODAY)
  await signIn('ben')
  assert.equal(await recallNow('/today'), undefined)
})

test('nobody in particular remembers nothing', async () => {
  const ana = await signIn('ana')
  await destroyKey(ana)
  await remember('/today', TODAY)
  assert.equal(await recallNow('/today'), undefined)
  await setCurrentPerson(ana)
  assert.equal(await recallNow('/today'), undefined)
})

test('a key that is gone makes the memory worthless, not the app', async () => {
  const ana = await signIn('ana')
  await remember('/today', TODAY)
  await destroyKey(ana)
  await setCurrentPerson(ana)
  assert.equal(await recallNow('/today'), undefined)
})

test('what is remembered goes when somebody stands somewhere else now, and notes stay', async () => {
  const ana = await signIn('ana')
  await remember('/today', TODAY)
  const db = await database(ana)
  await db.put('notes', { iv: new Uint8Array(12), data: new ArrayBuffer(0) }, 'agreement/new')
  await forgetMemory()
  assert.deepEqual([await db.count('cache'), await db.count('notes')], [0, 1])
})

test('the newest answer replaces the one before', async () => {
  await signIn('ana')
  await remember('/today', { open: [] })
  await remember('/today', TODAY)
  assert.deepEqual(await recallNow('/today'), TODAY)
})

test('the database of keys knows no words', async () => {
  await signIn('ana')
  await remember('/today', TODAY)
  const db = await openDB('toward-keys')
  assert.deepEqual([...db.objectStoreNames], ['current', 'keys'])
  db.close()
})
