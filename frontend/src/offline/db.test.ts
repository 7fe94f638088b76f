import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deleteDB, openDB } from 'idb'
import { signIn } from '../../testing/person'
import { database, deleteDatabase, type Job } from './db'

const body = { iv: new Uint8Array(12), data: new ArrayBuffer(0) }
const job = (key: string, checkIn: string): Job => ({
  key,
  checkIn,
  path: '/',
  body,
  tries: 0,
  due: 0,
  state: 'waiting',
})

test('a new phone gets everything the app keeps', async () => {
  const db = await database(await signIn('ana'))
  assert.deepEqual([...db.objectStoreNames], ['cache', 'drafts', 'notes', 'outbox'])
})

test('a phone with the first version keeps its words and gets notes', async () => {
  const ana = await signIn('ana')
  const old = await openDB(`toward-${ana}`, 1, {
    upgrade(before) {
      before.createObjectStore('drafts')
      before.createObjectStore('cache')
      const outbox = before.createObjectStore('outbox', { keyPath: 'id', autoIncrement: true })
      outbox.createIndex('key', 'key', { unique: true })
      outbox.createIndex('checkIn', 'checkIn', { unique: true })
    },
  })
  await old.put('drafts', body, 'check-in-1')
  old.close()
  const db = await database(ana)
  assert.equal(db.objectStoreNames.contains('notes'), true)
  assert.equal(await db.count('drafts'), 1)
})

test('jobs are numbered in the order in which they came', async () => {
  const db = await database(await signIn('ana'))
  await db.add('outbox', job('key-b', 'second'))
  await db.add('outbox', job('key-a', 'first'))
  assert.deepEqual(
    (await db.getAll('outbox')).map((one) => one.key),
    ['key-b', 'key-a'],
  )
})

test('no check-in waits twice, and no key is used twice', async () => {
  const db = await database(await signIn('ana'))
  await db.add('outbox', job('key-1', 'check-in-1'))
  await assert.rejects(db.add('outbox', job('key-2', 'check-in-1')))
  await assert.rejects(db.add('outbox', job('key-1', 'check-in-2')))
})

test('everybody who asks gets the same connection', async () => {
  const ana = await signIn('ana')
  assert.equal(await database(ana), await database(ana))
})

test('two people have nothing in common', async () => {
  const [ana, ben] = [await signIn('ana'), await signIn('ben')]
  await (await database(ana)).put('notes', body, 'agreement/new')
  assert.equal(await (await database(ben)).count('notes'), 0)
})

test('a deleted database is gone, and the next one begins empty', async () => {
  const ana = await signIn('ana')
  await (await database(ana)).put('notes', body, 'agreement/new')
  await deleteDatabase(ana)
  const names = (await indexedDB.databases()).map((one) => one.name)
  assert.equal(names.includes(`toward-${ana}`), false)
  assert.equal(await (await database(ana)).count('notes'), 0)
})

test('a connection makes way when another tab deletes the database, and opens anew', async () => {
  const ana = await signIn('ana')
  const before = await database(ana)
  await deleteDB(`toward-${ana}`)
  assert.notEqual(await database(ana), before)
})
