import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Sealed } from './seal'

export interface Job {
  /** Given by the database; jobs are sent in this order. */
  id?: number
  /** The Idempotency-Key, made once: the server does the thing once however often we try. */
  key: string
  checkIn: string
  path: string
  body: Sealed
  tries: number
  /** Not before this moment (milliseconds). */
  due: number
  /** `refused` and `unreadable` wait for the person and hold nothing back. */
  state: 'waiting' | 'signed_out' | 'refused' | 'unreadable'
  /** Why it could not go: `offline` may be tried as soon as there is a network again. */
  because?: 'offline' | 'busy'
  refusal?: { status: number; body: Record<string, unknown> }
}

interface Store extends DBSchema {
  drafts: { key: string; value: Sealed }
  notes: { key: string; value: Sealed }
  outbox: { key: number; value: Job; indexes: { key: string; checkIn: string } }
  cache: { key: string; value: Sealed }
}

export type Database = IDBPDatabase<Store>

const nameOf = (person: string) => `toward-${person}`
const open = new Map<string, Promise<Database>>()

export function database(person: string): Promise<Database> {
  let opening = open.get(person)
  if (!opening) {
    const forget = () => void open.delete(person)
    opening = openDB<Store>(nameOf(person), 2, {
      upgrade(db, before) {
        db.createObjectStore('notes')
        if (before) return
        db.createObjectStore('drafts')
        db.createObjectStore('cache')
        const outbox = db.createObjectStore('outbox', { keyPath: 'id', autoIncrement: true })
        outbox.createIndex('key', 'key', { unique: true })
        outbox.createIndex('checkIn', 'checkIn', { unique: true })
      },
      blocking(_now, _next, event) {
        forget()
        ;(event.target as IDBDatabase).close()
      },
      terminated: forget,
    })
    opening.catch(forget)
    open.set(person, opening)
  }
  return opening
}

export async function deleteDatabase(person: string): Promise<void> {
  const opened = open.get(person)
  open.delete(person)
  if (opened) (await opened).close()
  await deleteDB(nameOf(person))
}
