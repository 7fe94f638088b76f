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
  const saving = useRef(Promise.resolve())

  useEffect(() => {
    loadDraft(id)
      .catch(() => undefined)
      .then((draft) => {
        if (draft) now.current = { replies: repliesFrom(questions, draft.answers), step: draft.step }
        setFrom(now.current.step)
        setReplies(now.current.replies)
      })
  }, [id])

  const save = () => {
    const { step } = now.current
    const draft = { answers: answersFrom(questions, now.current.replies), step }
    saving.current = saving.current.then(() => saveDraft(id, draft)).catch(() => undefined)
  }
  return {
    replies,
    from,
    change: (question, change) => {
      const before = now.current.replies[question] ?? { value: undefined, shared: true }
      now.current.replies = { ...now.current.replies, [question]: { ...before, ...change } }
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
