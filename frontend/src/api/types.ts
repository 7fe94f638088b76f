import type { components } from './schema'

/**
 * The API's shapes under the names the app uses. They come from the API's own description; only what a schema cannot say
 * (which answer belongs to which kind of question) is written here by hand.
 */
type S = components['schemas']

export type Theme = S['ThemeEnum']
export type Hue = S['HueEnum']
export type Person = S['Profile'] & { email_as_fallback?: boolean }
export type Recovery = S['RecoveryShape']
export type Session = S['SessionShape']
export type Confirmation = S['Confirmation']
export type Member = S['MemberShape']
export type Someone = Member
export type Space = S['SpaceShape']
export type Invitation = S['InvitationShape']
export type InvitationPreview = S['PreviewShape']

/** The built-in check-ins; a template of one's own would have another name. */
export type TemplateSlug = 'daily' | 'weekly' | 'monthly' | 'open'
type Of<T extends { template: string }> = Omit<T, 'template'> & { template: TemplateSlug }

/** Only ever my own side; nothing here depends on the partner before the reveal. */
export type CheckInState = S['StateEnum']
export type CheckInSummary = Of<S['Summary']>
export type ComingUp = Of<S['ComingUp']>
export type GoodThing = S['GoodThing']

export interface Today {
  open: CheckInSummary[]
  revealed: CheckInSummary | null
  closed: CheckInSummary | null
  coming_up: ComingUp[]
  good_thing: GoodThing | null
}

export interface Choice {
  key: string
  label: string
}

export type IssuePart = 'feeling' | 'situation' | 'need' | 'request'

export interface QuestionOptions {
  scale: { min: number; max: number; low: string; high: string }
  choice: { choices: Choice[] }
  feelings: { words: Choice[]; limit: number }
  text: { limit: number; prompts?: string[]; depth_from?: string }
  appreciation: { items: number; limit: number }
  issue: { limit: number; parts: IssuePart[] }
  topics: { topics: Choice[]; limit: number }
  promise: { limit: number }
}

export interface Values {
  scale: number
  choice: string
  feelings: string[]
  text: string
  appreciation: string[]
  issue: Record<IssuePart, string>
  topics: { chosen: string[]; own: string }
  promise: { text: string; by: string | null }
}

export type Kind = S['QuestionShapeKindEnum'] & keyof Values
export type Value = Values[Kind]

type QuestionOf<K extends Kind> = Omit<S['QuestionShape'], 'kind' | 'options' | 'help'> & {
  kind: K
  options: QuestionOptions[K]
  help: string
}
/** Narrow by `kind` and `options` follows. */
export type Question = { [K in Kind]: QuestionOf<K> }[Kind]

export type Template = Omit<S['TemplateShape'], 'slug' | 'questions'> & {
  slug: TemplateSlug
  questions: Question[]
}

export type Answer = Omit<S['OwnAnswer'], 'value'> & { value: Value }

export interface Sheet {
  member: Someone
  answers: (Omit<S['ToldAnswer'], 'value'> & { value: Value })[]
}

export interface Reveal {
  on: string
  sheets: Sheet[]
}

export interface CheckIn extends Of<S['CheckInShape']> {
  questions: Question[]
  answers: Answer[]
  reveal: Reveal | null
}

export type Repeat = 'once' | 'daily' | 'weekly' | 'monthly'

/** Days on which nothing comes round, both ends included. */
export interface Rest {
  id: string
  begins_on: string
  ends_on: string
}

/** What comes round when; what belongs to another repetition is empty. Monday is 0, and -1 is the last one. */
export interface Rhythm {
  repeat: Repeat
  every: number
  days: number[]
  day_of_month: number | null
  nth: number | null
  starts_on: string | null
  at: string
}

export interface ScheduleWanted extends Partial<Rhythm> {
  template: TemplateSlug
  repeat: Repeat
  at: string
  time_zone: string
  window_hours?: number | null
}

export interface Schedule extends Rhythm {
  id: string
  template: TemplateSlug
  time_zone: string
  window_hours: number | null
  paused: boolean
  next_due_on: string | null
  next_due_at: string | null
  rests: Rest[]
}

export interface Wishes {
  lead_minutes: number
  follow_up: boolean
}

/** `yours` and `theirs` are the opening on each one's own wall clock. */
export interface Upcoming {
  schedule: string
  template: TemplateSlug
  opens_at: string
  remind_at: string
  yours: string
  theirs: string | null
}

export interface Topic {
  schedule: string
  off: boolean
  asks: boolean
  halved: boolean
}

export interface KnownBrowser {
  id: string
  added_at: string
  renewed_at: string
  last_sent_at: string | null
  failing: boolean
}

/** How reminders have been getting on; `topics` holds only what is not as usual. */
export interface Reminders {
  last_sent_at: string | null
  email_last_sent_at: string | null
  browsers: KnownBrowser[]
  topics: Topic[]
}

export interface TestPush {
  id: string
  state: 'waiting' | 'sent' | 'arrived' | 'failed'
}

export type TimelineItem = Omit<S['EventShape'], 'detail'> & { detail: { template?: TemplateSlug } }

export interface TimelinePage {
  items: TimelineItem[]
  next: string | null
}
