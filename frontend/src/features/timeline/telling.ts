import type { TimelineItem, TimelineKind } from '../../api/types'
import { date, maybe, t } from '../../i18n'
import { sentence } from '../../ui/when'

export const KINDS: readonly TimelineKind[] = [
  'check_ins',
  'agreements',
  'successes',
  'promises',
  'milestones',
]

const kindOf: Record<TimelineItem['verb'], TimelineKind> = {
  revealed: 'check_ins',
  agreed: 'agreements',
  changed: 'agreements',
  ended: 'agreements',
  celebrated: 'successes',
  kept: 'promises',
  milestone: 'milestones',
}

export const isOf = (kind: TimelineKind, item: TimelineItem) => kindOf[item.verb] === kind

/** What it was: "Weekly check-in", "A success, together". */
export function headline({ verb, detail, told }: TimelineItem): string {
  if (verb === 'revealed')
    return maybe(`timeline.title.${detail.template}`) ?? (told?.title || t('timeline.revealed'))
  if (detail.milestone) {
    const named = maybe(`success.milestone.${detail.milestone}`)
    if (named) return named
  }
  const together = told && !told.hue ? maybe(`timeline.${verb}.together`) : undefined
  return together ?? maybe(`timeline.${verb}`) ?? t('timeline.moment')
}

/** What it was about, in somebody's words: a name, and more. */
export function about({ verb, told }: TimelineItem): { name: string; more: string } {
  if (!told) return { name: '', more: '' }
  return { name: verb === 'revealed' ? '' : told.title, more: told.text }
}

/** Beside the day: who sees it, or what both have done for it. */
export function note({ verb, only_you, told }: TimelineItem): string | undefined {
  if (only_you) return t('timeline.note.only_you')
  return told && !told.hue ? maybe(`timeline.note.${verb}`) : undefined
}

/** Where there is more of it. */
export function linkOf({ subject, told }: TimelineItem): string | undefined {
  const to = told?.link_id ?? subject.id
  const places: Record<string, string> = {
    check_in: `/checkins/${subject.id}`,
    agreement: `/us/agreements/${to}`,
    success: `/successes/${to}`,
    promise: `/promises/${to}`,
  }
  return places[subject.kind]
}

export function dayName(on: string): string {
  return t('timeline.day', {
    weekday: date(on, { weekday: 'short' }),
    day: date(on, { day: 'numeric' }),
  })
}

/** "November", "November 2024" once that is not this year. */
export function monthName(month: string, always = false): string {
  const thisYear = month.startsWith(String(new Date().getFullYear()))
  const style =
    thisYear && !always ? ({ month: 'long' } as const) : ({ month: 'long', year: 'numeric' } as const)
  return sentence(date(`${month}-15`, style))
}
