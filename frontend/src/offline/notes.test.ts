import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signIn } from '../../testing/person'
import { Problem } from '../api/client'
import { database } from './db'
import { dropNote, keepNote, readNote } from './notes'
import { destroyKey } from './seal'

test('a note is read as it was kept', async () => {
  await signIn('ana')
  await keepNote('agreement/new', { text: 'Phones in the basket.' })
  assert.deepEqual(await readNote('agreement/new'), { text: 'Phones in the basket.' })
})

test('the last letter typed is the last one kept', async () => {
  await signIn('ana')
  const typed = Array.from({ length: 40 }, (_, letters) => 'Phones in the basket. Phones'.slice(0, letters))
  await Promise.all(typed.map((text) => keepNote('agreement/new', text)))
  assert.equal(await readNote('agreement/new'), typed.at(-1))
})

test('a note is read as it is after the writing that was asked for before', async () => {
  await signIn('ana')
  void keepNote('agreement/new', 'Phones')
  assert.equal(await readNote('agreement/new'), 'Phones')
})

test('what was let go stays gone although a letter was still on its way', async () => {
  const ana = await signIn('ana')
  await Promise.all([keepNote('agreement/new', 'Phones'), dropNote('agreement/new')])
  assert.equal(await readNote('agreement/new'), undefined)
  assert.equal(await (await database(ana)).count('notes'), 0)
})

test('a note is sealed at rest', async () => {
  const ana = await signIn('ana')
  await keepNote('agreement/new', 'Phones in the basket.')
  const sealed = await (await database(ana)).get('notes', 'agreement/new')
  assert.deepEqual(Object.keys(sealed ?? {}).sort(), ['data', 'iv'])
  assert.equal(new TextDecoder('latin1').decode(sealed?.data).includes('basket'), false)
})

test("Ben does not find Ana's note", async () => {
  await signIn('ana')
  await keepNote('agreement/new', 'Phones in the basket.')
  await signIn('ben')
  assert.equal(await readNote('agreement/new'), undefined)
})

test('a note that fails does not stop the ones after it', async () => {
  const ana = await signIn('ana')
  await destroyKey(ana)
  await assert.rejects(
    keepNote('agreement/new', 'lost'),
    (error) => error instanceof Problem && error.signedOut,
  )
  await signIn('ana')
  await keepNote('agreement/new', 'kept')
  assert.equal(await readNote('agreement/new'), 'kept')
})
