import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDB } from 'idb'
import { signIn } from '../../testing/person'
import { Problem } from '../api/client'
import { currentPerson, destroyKey, seal, setCurrentPerson, Unreadable, unseal } from './seal'

const WORDS = { answers: ['that you waited for me at the station'] }

const bytes = (data: ArrayBuffer) => new TextDecoder('latin1').decode(data)

test('what was sealed is read again', async () => {
  const ana = await signIn('ana')
  assert.deepEqual(await unseal(ana, await seal(ana, WORDS)), WORDS)
})

test('what is sealed shows none of its words', async () => {
  const ana = await signIn('ana')
  const { data } = await seal(ana, WORDS)
  assert.equal(bytes(data).includes('station'), false)
})

test('the same words never look the same twice', async () => {
  const ana = await signIn('ana')
  const [first, second] = [await seal(ana, WORDS), await seal(ana, WORDS)]
  assert.notDeepEqual(first.iv, second.iv)
  assert.notEqual(bytes(first.data), bytes(second.data))
})

test('what Ana sealed cannot be read as Ben', async () => {
  const ana = await signIn('ana')
  const sealed = await seal(ana, WORDS)
  const ben = await signIn('ben')
  await assert.rejects(unseal(ben, sealed))
})

test('what Ana sealed cannot be read as Ben even with her key', async () => {
  const ana = await signIn('ana')
  const sealed = await seal(ana, WORDS)
  const db = await openDB('toward-keys')
  const key = await db.get('keys', ana)
  const ben = await signIn('ben')
  await db.put('keys', key, ben)
  db.close()
  await assert.rejects(unseal(ben, sealed))
})

test('a key cannot be taken out of the browser', async () => {
  const ana = await signIn('ana')
  await seal(ana, WORDS)
  const db = await openDB('toward-keys')
  const key: CryptoKey = await db.get('keys', ana)
  db.close()
  assert.equal(key.extractable, false)
  await assert.rejects(crypto.subtle.exportKey('raw', key))
})

test('a single bit that has changed makes it unreadable', async () => {
  const ana = await signIn('ana')
  const { iv, data } = await seal(ana, WORDS)
  const changed = new Uint8Array(data.slice(0))
  changed[0] = (changed[0] ?? 0) ^ 1
  await assert.rejects(unseal(ana, { iv, data: changed.buffer }), Unreadable)
})

test('two that start together end up with the same key', async () => {
  const ana = await signIn('ana')
  const [first, second] = await Promise.all([seal(ana, 'one'), seal(ana, 'two')])
  assert.deepEqual([await unseal(ana, first), await unseal(ana, second)], ['one', 'two'])
})

test('signing out makes it unreadable for good, also after signing in again', async () => {
  const ana = await signIn('ana')
  const sealed = await seal(ana, WORDS)
  await destroyKey(ana)
  assert.equal(await currentPerson(), undefined)
  await setCurrentPerson(ana)
  await assert.rejects(unseal(ana, sealed), Unreadable)
})

test('nothing is sealed for somebody who has just left', async () => {
  const ana = await signIn('ana')
  await destroyKey(ana)
  await assert.rejects(seal(ana, WORDS), (error) => error instanceof Problem && error.signedOut)
})

test("one person's key goes without touching the other's", async () => {
  const ben = await signIn('ben')
  const sealed = await seal(ben, WORDS)
  const ana = await signIn('ana')
  await seal(ana, WORDS)
  await destroyKey(ben)
  assert.equal(await currentPerson(), ana)
  await assert.rejects(unseal(ben, sealed))
})

test('a key that another tab has made since is found, and its words are not taken for unreadable', async () => {
  const ana = await signIn('ana')
  await seal(ana, WORDS)
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const db = await openDB('toward-keys')
  await db.put('keys', fresh, ana)
  db.close()
  const iv = new Uint8Array(12)
  const additionalData = new TextEncoder().encode(ana)
  const plain = new TextEncoder().encode(JSON.stringify(WORDS))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, fresh, plain)
  assert.deepEqual(await unseal(ana, { iv, data }), WORDS)
})

test('somebody who has just left is signed out, not unable to read', async () => {
  const ana = await signIn('ana')
  const sealed = await seal(ana, WORDS)
  await destroyKey(ana)
  await assert.rejects(unseal(ana, sealed), (error) => error instanceof Problem && error.signedOut)
})
