/** What the API speaks: docs at /api/v1/docs. */
export type Theme = 'system' | 'light' | 'dark'
export type Hue = 'clay' | 'sage'

export interface Person {
  id: string
  email: string
  name: string
  pronouns: string
  locale: string
  time_zone: string
  theme: Theme
  discreet: boolean
  quiet_from: string
  quiet_until: string
  remind_by_push: boolean
  remind_by_email: boolean
  has_space: boolean
}

export interface Member {
  id: string
  name: string
  pronouns: string
  hue: Hue
  is_me: boolean
}

export interface Space {
  id: string
  name: string
  started_on: string | null
  time_zone: string
  members: Member[]
}

export interface Invitation {
  code: string
  shown: string
  link: string
  qr: { size: number; path: string }
  expires_at: string
}

export interface InvitationPreview {
  inviter: { name: string; pronouns: string }
  space: { name: string }
  expires_at: string
}

export interface Choice {
  key: string
  label: string
}

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

export type IssuePart = 'feeling' | 'situation' | 'need' | 'request'

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

export type Kind = keyof QuestionOptions
export type Value = Values[Kind]

interface QuestionOf<K extends Kind> {
  id: string
  key: string
  section: string
  kind: K
  prompt: string
  help: string
  options: QuestionOptions[K]
  shared_by_default: boolean
}
/** Narrow by `kind` and `options` follows. */
export type Question = { [K in Kind]: QuestionOf<K> }[Kind]

export type TemplateSlug = 'daily' | 'weekly' | 'monthly' | 'open'

export interface Template {
  slug: TemplateSlug
  version: number
  title: string
  about: string
  minutes: number
  window_hours: number
  questions: Question[]
}

/** Only ever my own side; nothing here depends on the partner before the reveal. */
export type CheckInState = 'open' | 'put_aside' | 'sent' | 'revealed' | 'closed'

export interface CheckInSummary {
  id: string
  template: TemplateSlug
  title: string
  minutes: number
  question_count: number
  state: CheckInState
  opened_on: string
  closes_at: string
  with_partner: boolean
}

export interface Answer {
  question: string
  value: Value
  shared: boolean
}

export type Someone = Member

export interface Sheet {
  member: Someone
  answers: { question: string; value: Value }[]
}

export interface Reveal {
  on: string
  sheets: Sheet[]
}

export interface CheckIn extends CheckInSummary {
  about: string
  questions: Question[]
  answers: Answer[]
  reveal: Reveal | null
}

export interface ComingUp {
  kind: 'check_in'
  template: TemplateSlug
  title: string
  at: string
}

export interface GoodThing {
  text: string
  on: string
  from: { id: string; name: string; hue: Hue; is_me: boolean }
}

export interface Today {
  open: CheckInSummary[]
  revealed: CheckInSummary | null
  closed: CheckInSummary | null
  coming_up: ComingUp[]
  good_thing: GoodThing | null
}

export type Repeat = 'daily' | 'weekly' | 'monthly'

export interface ScheduleWanted {
  template: TemplateSlug
  repeat: Repeat
  days?: number[]
  day_of_month?: number | null
  at: string
  time_zone: string
}

export interface Schedule {
  id: string
  template: TemplateSlug
  title: string
  repeat: Repeat
  days: number[]
  day_of_month: number | null
  at: string
  time_zone: string
  next_due_at: string | null
  paused: boolean
}

export interface TimelineItem {
  id: string
  verb: string
  subject: { kind: string; id: string }
  detail: { template?: TemplateSlug }
  on: string
}

export interface TimelinePage {
  items: TimelineItem[]
  next: string | null
}
