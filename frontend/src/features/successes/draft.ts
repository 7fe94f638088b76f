import { api } from '../../api/client'
import type { Success, SuccessWanted } from '../../api/types'
import { today } from '../../ui/when'

export const LONGEST = { words: 1000, made_possible: 500 }

/** What is being written. `key` is made at the first try to send these very words, and kept for its retries. */
export interface Draft {
  words: string
  made_possible: string
  sharing: Success['sharing']
  milestone: Success['milestone']
  /** Empty: today, whenever that is. */
  happened_on: string
  key: string
}

export const BLANK: Draft = {
  words: '',
  made_possible: '',
  sharing: 'private',
  milestone: null,
  happened_on: '',
  key: '',
}

export function wantedOf({ key: _, ...draft }: Draft): SuccessWanted {
  return {
    ...draft,
    words: draft.words.trim(),
    made_possible: draft.made_possible.trim(),
    happened_on: draft.happened_on || today(),
  }
}

export const sendPicture = (id: string, picture: Blob) =>
  api.put<Success>(`/successes/${id}/picture`, picture)

/** Undo of taking back: the same words and picture, made anew. */
export async function bringBack(gone: Success, picture: Blob | undefined): Promise<Success> {
  const { words, made_possible, sharing, milestone, happened_on } = gone
  const again = await api.post<Success>('/successes', {
    words,
    made_possible,
    sharing,
    milestone,
    happened_on,
  } satisfies SuccessWanted)
  return picture ? sendPicture(again.id, picture) : again
}
