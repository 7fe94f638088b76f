import { type DBSchema, openDB } from 'idb'
import { Problem } from '../api/client'

/**
 * What waits on the phone is sealed under one key per person. The key cannot be exported, lives in a database of its own and is
 * deleted by signing out and by the exit button; from then on the sealed words are noise.
 * It protects against: somebody who looks into the browser's storage or copies the words' database, and words left behind after
 * signing out. It does not protect against: somebody who can run this app on an unlocked phone while the person is signed in.
 */
interface Keys extends DBSchema {
  keys: { key: string; value: CryptoKey }
  current: { key: 'person'; value: string }
}

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

const DATABASE = 'toward-keys'

function keys() {
  return openDB<Keys>(DATABASE, 1, {
    upgrade(db) {
      db.createObjectStore('keys')
      db.createObjectStore('current')
    },
    blocking: (_now, _next, event) => (event.target as IDBDatabase).close(),
  })
}

async function withKeys<T>(work: (db: Awaited<ReturnType<typeof keys>>) => Promise<T>): Promise<T> {
  const db = await keys()
  try {
    return await work(db)
  } finally {
    db.close()
  }
}

/** Whose phone this is at the moment; the worker asks too. */
export function currentPerson(): Promise<string | undefined> {
  return withKeys((db) => db.get('current', 'person'))
}

export async function setCurrentPerson(person: string): Promise<void> {
  await withKeys((db) => db.put('current', person, 'person'))
}

const known = new Map<string, CryptoKey>()

async function keyOf(person: string): Promise<CryptoKey> {
  const had = known.get(person)
  if (had) return had
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const key = await withKeys(async (db) => {
    // One transaction: two tabs that start together must end up with the same key, and whoever has just left with none.
    const tx = db.transaction(['keys', 'current'], 'readwrite')
    const stored = await tx.objectStore('keys').get(person)
    if (stored) return stored
    if ((await tx.objectStore('current').get('person')) !== person)
      throw new Problem(401, { code: 'signed_out' })
    await tx.objectStore('keys').put(fresh, person)
    await tx.done
    return fresh
  })
  known.set(person, key)
  return key
}

export async function destroyKey(person: string): Promise<void> {
  known.delete(person)
  await withKeys(async (db) => {
    const tx = db.transaction(['keys', 'current'], 'readwrite')
    await tx.objectStore('keys').delete(person)
    if ((await tx.objectStore('current').get('person')) === person) {
      await tx.objectStore('current').delete('person')
    }
    await tx.done
  })
}

function bound(person: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(person) }
}

export async function seal(person: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(value))
  return { iv, data: await crypto.subtle.encrypt(bound(person, iv), await keyOf(person), plain) }
}

/** Thrown for sealed words whose key is gone, or that were changed: trying again does not help. */
export class Unreadable extends Error {}

async function decrypt(person: string, { iv, data }: Sealed): Promise<ArrayBuffer | undefined> {
  const key = await keyOf(person)
  return crypto.subtle.decrypt(bound(person, iv), key, data).catch(() => undefined)
}

export async function unseal<T>(person: string, sealed: Sealed): Promise<T> {
  let plain = await decrypt(person, sealed)
  // Another tab may have made a new key since this one kept its own in memory.
  if (!plain && known.delete(person)) plain = await decrypt(person, sealed)
  if (!plain) throw new Unreadable()
  return JSON.parse(new TextDecoder().decode(plain)) as T
}
