import { useEffect, useState } from 'preact/hooks'
import { Problem } from '../api/client'
import { database } from './db'
import { currentPerson, seal, unseal } from './seal'

/**
 * Words that are being written on this phone, sealed, by the name of what they are for (`agreement/new`). They stay until
 * they were sent or let go. Sheets of check-ins are kept in `drafts.ts`, together with what waits to be sent.
 */
async function mine() {
  const person = await currentPerson()
  if (!person) throw new Problem(401, { code: 'signed_out' })
  return { person, db: await database(person) }
}

/** One after the other, so that the last letter typed is the last one kept, and what was let go stays gone. */
let last: Promise<unknown> = Promise.resolve()
function next<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work, work)
  last = done.catch(() => undefined)
  return done
}

export function readNote<T>(name: string): Promise<T | undefined> {
  return next(async () => {
    const { person, db } = await mine()
    const sealed = await db.get('notes', name)
    return sealed && unseal<T>(person, sealed)
  })
}

export function keepNote(name: string, words: unknown): Promise<void> {
  return next(async () => {
    const { person, db } = await mine()
    await db.put('notes', await seal(person, words), name)
  })
}

export function dropNote(name: string): Promise<void> {
  return next(async () => (await mine()).db.delete('notes', name))
}

/**
 * What is written under a name, undefined until the phone has been asked; and how to write and to let go. `first` is what
 * stands there before anything is written: writing it again keeps nothing.
 */
export function useNote<T>(name: string, first: T) {
  const [words, setWords] = useState<T>()
  useEffect(() => {
    let here = true
    setWords(undefined)
    void readNote<T>(name)
      .catch(() => undefined)
      .then((found) => here && setWords((written) => written ?? found ?? first))
    return () => {
      here = false
    }
  }, [name])
  const write = (written: T) => {
    setWords(written)
    const blank = JSON.stringify(written) === JSON.stringify(first)
    void (blank ? dropNote(name) : keepNote(name, written)).catch(() => undefined)
  }
  const drop = () => dropNote(name).catch(() => undefined)
  return { words, write, drop }
}
