import { useEffect, useRef, useState } from 'preact/hooks'
import type { CheckIn } from '../../api/types'
import { loadDraft, saveDraft } from '../../offline/drafts'
import { answersFrom, type Replies, type Reply, repliesFrom } from './answers'

interface Kept {
  /** undefined while the draft is being unsealed. */
  replies: Replies | undefined
  /** Where the person stopped last time. */
  from: number
  change: (question: string, change: Partial<Reply>) => void
  stepTo: (step: number) => void
}

/** The draft of one check-in: on the phone after every letter, each save waiting for the one before. */
export function useReplies(checkIn: CheckIn): Kept {
  const { id, questions, answers } = checkIn
  const [replies, setReplies] = useState<Replies>()
  const [from, setFrom] = useState(0)
  const now = useRef({ replies: repliesFrom(questions, answers), step: 0 })
  /** What was changed here; the rest may have been written in another tab since. */
  const changed = useRef(new Set<string>())
  const saving = useRef(Promise.resolve())

  const own = () =>
    Object.fromEntries(Object.entries(now.current.replies).filter(([one]) => changed.current.has(one)))
  const read = async () => {
    const draft = await loadDraft(id).catch(() => undefined)
    const kept = draft ? repliesFrom(questions, draft.answers) : now.current.replies
    now.current.replies = { ...kept, ...own() }
    return draft
  }

  useEffect(() => {
    read().then((draft) => {
      if (draft) now.current.step = draft.step
      setFrom(now.current.step)
      setReplies(now.current.replies)
    })
    const back = () => {
      if (document.visibilityState === 'visible')
        void saving.current.then(read).then(() => setReplies(now.current.replies))
    }
    document.addEventListener('visibilitychange', back)
    return () => document.removeEventListener('visibilitychange', back)
  }, [id])

  const save = () => {
    saving.current = saving.current
      .then(async () => {
        await read()
        const { replies, step } = now.current
        await saveDraft(id, { answers: answersFrom(questions, replies), step })
      })
      .catch(() => undefined)
  }
  return {
    replies,
    from,
    change: (question, change) => {
      const before = now.current.replies[question] ?? { value: undefined, shared: true }
      now.current.replies = { ...now.current.replies, [question]: { ...before, ...change } }
      changed.current.add(question)
      setReplies(now.current.replies)
      save()
    },
    stepTo: (step) => {
      if (now.current.step === step) return
      now.current.step = step
      save()
    },
  }
}
