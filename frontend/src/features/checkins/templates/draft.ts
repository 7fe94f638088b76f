import type { Choice, Kind, OwnTemplate, Question, QuestionOptions, Template } from '../../../api/types'
import { maybe, t } from '../../../i18n'

/** A template while it is being written. `version` is the one it was begun from; 0 when it is new. */
export interface Draft {
  version: number
  title: string
  about: string
  minutes: number
  window_hours: number
  questions: Question[]
}

export const MOST_QUESTIONS = 15
/** Letters and numbers, as `backend/checkins/rules/templates.py` has them. */
export const LONGEST = { title: 60, about: 200, prompt: 200, label: 60 }
export const MOST_LABELS = { choice: 8, feelings: 30, topics: 30 }
export const MOST_ITEMS = 5
export const kinds: readonly Kind[] = [
  'text',
  'scale',
  'choice',
  'feelings',
  'appreciation',
  'issue',
  'topics',
  'promise',
]

const labelled = (words: string): Choice[] =>
  words.split('|').map((label, number) => ({ key: `o${number + 1}`, label }))

const begun: { [K in Kind]: () => QuestionOptions[K] } = {
  text: () => ({ limit: 4000 }),
  scale: () => ({ min: 0, max: 10, low: t('own.scale.low'), high: t('own.scale.high') }),
  choice: () => ({ choices: labelled(t('own.choice.begin')) }),
  feelings: () => ({ words: labelled(t('own.feelings.begin')), limit: 8 }),
  appreciation: () => ({ items: 3, limit: 500 }),
  issue: () => ({ limit: 1000, parts: ['feeling', 'situation', 'need', 'request'] }),
  topics: () => ({ topics: labelled(t('own.topics.begin')), limit: 120 }),
  promise: () => ({ limit: 300 }),
}

/** A number nobody has used, so that a question is known again in the versions to come. */
function newKey(taken: readonly Question[]): string {
  const key = `q${1000 + Math.floor(Math.random() * 900_000)}`
  return taken.some((one) => one.key === key) ? newKey(taken) : key
}

export function newQuestion(kind: Kind, taken: readonly Question[]): Question {
  const key = newKey(taken)
  const rest = { id: key, key, section: '', help: '', prompt: '', shared_by_default: true }
  return { ...rest, kind, options: begun[kind]() } as Question
}

/** Another kind of the same question: its words stay. */
export function ofKind(question: Question, kind: Kind, taken: readonly Question[]): Question {
  if (question.kind === kind) return question
  const { prompt, help, shared_by_default } = question
  return { ...newQuestion(kind, taken), prompt, help, shared_by_default } as Question
}

export const blank = (): Draft => ({
  version: 0,
  title: '',
  about: '',
  minutes: 5,
  window_hours: 48,
  questions: [],
})

/** As it is, to be changed. A question is known by its key, which stays. */
export function draftOf(template: OwnTemplate): Draft {
  const { version, title, about, minutes, window_hours, questions } = template
  return { version, title, about, minutes, window_hours, questions: questions.map(byKey) }
}

/** A new one with the same questions. */
export function copyOf(template: Template): Draft {
  const name = maybe(`nav.start.${template.slug}`) ?? template.title
  return {
    ...draftOf({ ...template, put_away: false }),
    version: 0,
    about: '',
    title: t('own.copy.title', { name }),
  }
}

const byKey = (question: Question): Question => ({ ...question, id: question.key })

export const change = (draft: Draft, question: Question, place: number): Draft => ({
  ...draft,
  questions: draft.questions.map((one, at) => (at === place ? question : one)),
})

export const add = (draft: Draft, question: Question, place = draft.questions.length): Draft => ({
  ...draft,
  questions: [...draft.questions.slice(0, place), question, ...draft.questions.slice(place)],
})

/** Where others go as deep as it says, they ask one thing from then on. */
export function remove(draft: Draft, place: number): Draft {
  const gone = draft.questions[place]?.key
  const left = draft.questions.filter((_, at) => at !== place)
  return { ...draft, questions: left.map((one) => (depthFrom(one) === gone ? plain(one) : one)) }
}

export function move(draft: Draft, from: number, to: number): Draft {
  const moved = draft.questions[from]
  return moved
    ? add({ ...draft, questions: draft.questions.filter((_, at) => at !== from) }, moved, to)
    : draft
}

const depthFrom = (one: Question) => (one.kind === 'text' ? one.options.depth_from : undefined)

function plain(one: Question): Question {
  return one.kind === 'text' ? { ...one, options: { limit: one.options.limit } } : one
}

/** As the API wants it. A line that was left empty is not meant. */
export function wanted({ version: _, questions, ...rest }: Draft) {
  return {
    ...rest,
    questions: questions.map(({ id: _id, ...one }) => ({ ...one, ...lines(one as Question) })),
  }
}

function lines(one: Question): Partial<Question> {
  const options = { ...one.options } as Record<string, unknown>
  for (const name of ['choices', 'words', 'topics'])
    if (Array.isArray(options[name]))
      options[name] = (options[name] as Choice[]).filter((choice) => choice.label.trim())
  return { options } as Partial<Question>
}

/** "/questions/2/prompt" is the third question. */
export function questionAt(place: string): number | undefined {
  const found = /^\/questions\/(\d+)/.exec(place)
  return found ? Number(found[1]) : undefined
}
