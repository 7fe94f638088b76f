import { useState } from 'preact/hooks'
import { newKey, type Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { useNote } from '../../offline/notes'
import { toast } from '../../ui/Toast'
import { isBlank, type Words } from './shapes'

/** What is being written on this phone: words, days until a look again, and the key with which they are sent once. */
export interface Written {
  words: Words
  days: number
  shared: boolean
  key: string
}

const same = (one: Words, other: Words) => JSON.stringify(one) === JSON.stringify(other)

/** Kept under `name` until it was sent, also when that has to wait for a network. `first` is what stands there before. */
export function useWriting(name: string, first: Omit<Written, 'key'>) {
  const note = useNote<Written>(name, { ...first, key: '' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const written = note.words
  const change = (changes: Partial<Written>) => {
    if (!written) return
    const next = { ...written, ...changes }
    const untouched = same(next.words, first.words) || isBlank(next.words)
    note.write(untouched ? { ...first, ...changes, words: next.words, key: '' } : { ...next, key: newKey() })
  }
  /** Does something with what was written, which is let go once that was done. */
  const send = async (work: (written: Written, key: string) => Promise<unknown>): Promise<boolean> => {
    if (!written) return false
    setBusy(true)
    setProblem(undefined)
    try {
      await work(written, written.key || newKey())
      await note.drop()
      return true
    } catch (error) {
      setProblem(error)
      toast(explain(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  const begun = Boolean(written?.key)
  return { written, begun, change, send, drop: note.drop, busy, problem: problem as Problem | undefined }
}
