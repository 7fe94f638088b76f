import type { Question, TalkTopic, Value, Values } from '../../../api/types'
import { t } from '../../../i18n'

/** What one wrote by hand, in a list of topics. */
export const OWN = 'own'

type Named = { question: Question; value: Value; part: string }

/** What an answer is about, in a line. */
function inShort({ question, value, part }: Named): string {
  switch (question.kind) {
    case 'topics': {
      if (part === OWN) return (value as Values['topics']).own
      return question.options.topics.find((one) => one.key === part)?.label ?? part
    }
    case 'issue': {
      const { situation, feeling, need, request } = value as Values['issue']
      return situation || feeling || need || request
    }
    case 'text':
      return value as string
    case 'appreciation':
      return (value as string[])[0] ?? question.prompt
    case 'promise':
      return (value as Values['promise']).text
    default:
      return question.prompt
  }
}

/** A topic in a line; it may be gone, when whoever wrote it was erased. */
export function subjectOf({ answer, part, words }: TalkTopic): string {
  if (answer) return inShort({ ...answer, part })
  return words || t('talk.gone')
}

export interface Candidate extends Named {
  answer: string
  mine: boolean
  subject: string
}

const worthTalking = new Set(['issue', 'text', 'topics'])

/** The topics one answer offers: an agenda names several, any other answer is one. */
export function candidatesIn(
  question: Question,
  { id, value, mine }: { id: string; value: Value; mine: boolean },
): Candidate[] {
  if (!worthTalking.has(question.kind)) return []
  const { chosen, own } = question.kind === 'topics' ? (value as Values['topics']) : { chosen: [''], own: '' }
  return [...chosen, ...(own ? [OWN] : [])].map((part) => {
    const named = { question, value, part }
    return { ...named, answer: id, mine, subject: inShort(named) }
  })
}
