import type { components, operations } from './schema'

/**
 * The API's shapes under the names the app uses. They come from the API's own description; only what a schema cannot say
 * (which answer belongs to which kind of question) is written here by hand.
 */
type S = components['schemas']

export type Theme = S['ThemeEnum']
export type Hue = S['HueEnum']
export type Person = S['Profile']
export type Recovery = S['RecoveryShape']
export type Session = S['SessionShape']
export type Confirmation = S['Confirmation']
export type Member = S['MemberShape']
export type Someone = Member
export type Space = S['SpaceShape']
export type Invitation = S['InvitationShape']
export type InvitationPreview = S['PreviewShape']

/** The built-in check-ins. */
export type BuiltIn = 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'open'
/** Those, and what two have written themselves. */
export type TemplateSlug = BuiltIn | (string & {})
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

export type Kind = S['QuestionKindEnum'] & keyof Values
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

export type OwnTemplate = Omit<S['OwnTemplateShape'], 'questions'> & { questions: Question[] }

export type Answer = Omit<S['OwnAnswer'], 'value'> & { value: Value }

export interface Sheet {
  member: Someone
  answers: (Omit<S['ToldAnswer'], 'value'> & { value: Value })[]
}

export type Kindness = S['KindWord']['kind']
export type Remark = S['CommentShape']
export type Step = S['MayEnum']
export type Turn = S['TurnShape']
/** What is on the table, and one talk about it. */
export type TalkTopic = Omit<S['TalkTopic'], 'answer'> & {
  answer: { id: string; mine: boolean; question: Question; value: Value } | null
}
export type Talk = TalkTopic & Pick<S['Talk'], 'turns'>

export interface Reveal {
  on: string
  sheets: Sheet[]
}

export interface CheckIn extends Of<S['CheckInShape']> {
  questions: Question[]
  answers: Answer[]
  reveal: Reveal | null
}

export type Rest = S['RestShape']
/** The server always says all of it; what belongs to another repetition is empty. */
export type Schedule = Required<Of<S['ScheduleShape']>>
/** What comes round when. Monday is 0, and the last of its kind in a month is -1. */
export type Rhythm = Pick<Schedule, 'repeat' | 'every' | 'days' | 'day_of_month' | 'nth' | 'starts_on' | 'at'>
export type ScheduleWanted = Of<S['NewScheduleRequest']>
export type Nth = NonNullable<Rhythm['nth']>

export type Wishes = S['WishShape']
export type Lead = Wishes['lead_minutes']
/** `yours` and `theirs` are the opening on each one's own wall clock. */
export type Upcoming = Of<S['UpcomingShape']>
/** `topics` holds only what is not as usual. */
export type Reminders = S['RemindersShape']
export type Topic = S['TopicShape']
export type KnownBrowser = S['BrowserShape']
export type TestPush = S['TestShape']
export type CalendarAddress = S['CalendarShape']

/** A promise, in one's own program not to be mistaken for the language's. */
export type SmallPromise = S['PromiseShape']
export type Promises = S['PromisesShape']
export type AgreementWords = S['WordsShape']
export type AgreementVersion = S['VersionShape']
export type AgreementSummary = S['AgreementSummary']
export type Agreement = S['AgreementShape']
export type Limit = S['LimitShape']
export type LimitSummary = S['LimitSummary']
export type BoundaryDraft = S['DraftShape']
export type Boundaries = S['BoundariesShape']

export type TimelineItem = Omit<S['EventShape'], 'detail'> & {
  detail: { template?: string; milestone?: string }
}
type Query<O extends keyof operations> = Required<NonNullable<operations[O]['parameters']['query']>>

export type TimelineKind = Query<'timeline_retrieve'>['kind']
export type TimelineMonths = S['MonthsShape']

/** The server always says all of it. */
export type Success = S['SuccessShape']
export type SuccessWanted = S['NewSuccessRequest']
export type SuccessesPage = S['SuccessesPage']
export type Thanks = S['AppreciationShape']
export type Bank = S['Bank']

export interface TimelinePage {
  items: TimelineItem[]
  next: string | null
}

export type PictureConsent = S['ConsentShape']
export type Span = Query<'insights_closeness_retrieve'>['span']
export type Closeness = S['ClosenessShape']
export type Rhythms = S['RhythmShape']
export type ThenAndNow = S['ThenAndNowShape']
