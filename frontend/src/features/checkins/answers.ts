import type { Answer, Question, Value, Values } from '../../api/types'

/** What a person has done with one question so far. */
export interface Reply {
  value: Value | undefined
  shared: boolean
}
export type Replies = Readonly<Record<string, Reply>>

/** No words, no choice: the same as skipping. */
export function isBlank(value: Value | undefined): boolean {
  if (value === undefined) return true
  if (typeof value === 'number') return false
  if (typeof value === 'string') return !value.trim()
  if (Array.isArray(value)) return !value.some((item) => item.trim())
  if ('chosen' in value) return !value.chosen.length && !value.own.trim()
  if ('by' in value) return !value.text.trim()
  return !Object.values(value).some((part) => part.trim())
}

export function repliesFrom(questions: readonly Question[], answers: readonly Answer[]): Replies {
  return Object.fromEntries(
    questions.map((question) => {
      const answer = answers.find((one) => one.question === question.id)
      return [question.id, { value: answer?.value, shared: answer?.shared ?? question.shared_by_default }]
    }),
  )
}

/** Only what was answered, without empty lines. */
export function answersFrom(questions: readonly Question[], replies: Replies): Answer[] {
  return questions.flatMap(({ id }) => {
    const reply = replies[id]
    if (!reply || reply.value === undefined || isBlank(reply.value)) return []
    return [{ question: id, value: tidy(reply.value), shared: reply.shared }]
  })
}

function tidy(value: Value): Value {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map((item) => item.trim()).filter(Boolean)
  return value
}

/** What one person is asked: some questions come in three depths, and each picks their own in another question. */
export function promptOf(
  question: Question,
  questions: readonly Question[],
  given: (question: string) => Value | undefined,
): string {
  if (question.kind !== 'text' || !question.options.prompts) return question.prompt
  const deciding = questions.find((one) => one.key === question.options.depth_from)
  const depth = deciding && (given(deciding.id) as Values['choice'] | undefined)
  const at = Math.max(0, ['light', 'middle', 'deep'].indexOf(depth ?? 'light'))
  return question.options.prompts[at] ?? question.prompt
}
