import type { BuiltIn, Nth, Rhythm, Schedule, ScheduleWanted, TemplateSlug } from '../../api/types'
import { dayIn, isDay, monthOf, nextDayFor, plus, weekdayOf, weekOf } from '../../ui/days'
import { isWorkdays, LAST_DAY, WORKDAYS } from './words'

/** How people say how often; the API knows four repetitions, a number and some days. */
export const paces = ['day', 'weekdays', 'week', 'weeks', 'month', 'quarter', 'once'] as const
export type Pace = (typeof paces)[number]

/** A rhythm while it is being chosen: what another pace needs is kept, so that looking around loses nothing. */
export interface Draft {
  template: TemplateSlug
  pace: Pace
  every: number
  days: number[]
  /** In a month: a date, or a weekday. */
  by: 'date' | 'weekday'
  day_of_month: number
  nth: Nth
  weekday: number
  starts_on: string
  at: string
  time_zone: string
  window_hours: number | null
}

const usual: Record<BuiltIn, Pace> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  open: 'month',
}
const usualFor = (template: TemplateSlug): Pace => usual[template as BuiltIn] ?? 'week'
const steps: Record<Pace, number> = { day: 1, weekdays: 1, week: 1, weeks: 2, month: 1, quarter: 3, once: 1 }
export const FEW_WEEKS = { least: 2, most: 12 }

export const withPace = (draft: Draft, pace: Pace): Draft => ({ ...draft, pace, every: steps[pace] })
export const withTemplate = (draft: Draft, template: TemplateSlug): Draft =>
  withPace({ ...draft, template }, usualFor(template))

/** A good beginning: evenings, and Sunday for the long ones. */
export function suggest(template: TemplateSlug, time_zone: string): Draft {
  const chosen = {
    pace: usualFor(template),
    every: 1,
    by: 'date',
    at: '20:00',
    nth: -1,
    window_hours: null,
  } as const
  const day = { days: [6], day_of_month: 1, weekday: 6, starts_on: dayIn(time_zone) }
  return { template, time_zone, ...chosen, ...day }
}

export function draftOf(old: Schedule): Draft {
  const beginning = suggest(old.template, old.time_zone)
  const monthly = old.repeat === 'monthly'
  return {
    ...beginning,
    pace: paceOf(old),
    every: old.every,
    days: !monthly && old.days.length ? old.days : beginning.days,
    by: monthly && old.nth !== null ? 'weekday' : 'date',
    day_of_month: old.day_of_month ?? beginning.day_of_month,
    nth: old.nth ?? beginning.nth,
    weekday: (monthly ? old.days[0] : undefined) ?? beginning.weekday,
    starts_on: old.starts_on ?? beginning.starts_on,
    at: old.at.slice(0, 5),
    window_hours: old.window_hours,
  }
}

function paceOf({ repeat, every, days }: Rhythm): Pace {
  if (repeat === 'once') return 'once'
  if (repeat === 'daily') return 'day'
  if (repeat === 'monthly') return every === steps.quarter ? 'quarter' : 'month'
  if (every > 1) return 'weeks'
  return isWorkdays(days) ? 'weekdays' : 'week'
}

const nothing = { days: [], day_of_month: null, nth: null, starts_on: null }

/** As the API wants it: all of it, and empty what belongs to another repetition. */
export function wantedOf(draft: Draft): ScheduleWanted & Rhythm {
  const { template, pace, every, at, time_zone, window_hours } = draft
  const rest = { template, every, at, time_zone, window_hours, ...nothing }
  const starts_on = every > 1 ? startOf(draft) : null
  if (pace === 'once') return { ...rest, repeat: 'once', starts_on: draft.starts_on }
  if (pace === 'day') return { ...rest, repeat: 'daily', starts_on }
  if (pace === 'weekdays') return { ...rest, repeat: 'weekly', days: [...WORKDAYS] }
  if (pace === 'week' || pace === 'weeks')
    return { ...rest, repeat: 'weekly', days: [...draft.days].sort((a, b) => a - b), starts_on }
  return draft.by === 'weekday'
    ? { ...rest, repeat: 'monthly', nth: draft.nth, days: [draft.weekday], starts_on }
    : { ...rest, repeat: 'monthly', day_of_month: Math.min(draft.day_of_month, LAST_DAY), starts_on }
}

function startOf(draft: Draft): string {
  if (draft.pace === 'weeks') return firstOne(draft)
  if (draft.pace === 'quarter' || draft.pace === 'month') return firstMonth(draft)
  return beginningOf(draft)
}

/** The day that was chosen, or today while the date field holds none. */
const beginningOf = ({ starts_on, time_zone }: Draft) => (isDay(starts_on) ? starts_on : dayIn(time_zone))

/** With every n weeks: the day it could come first, in each of the next n weeks. */
export function firstOnes({ days, every, at, time_zone }: Draft): string[] {
  const found = new Map<number, string>()
  for (let day = nextDayFor(at, time_zone); found.size < every; day = plus(day, 1)) {
    const week = weekOf(day)
    if (days.includes(weekdayOf(day)) && !found.has(week)) found.set(week, day)
  }
  return [...found.values()]
}

/** The one of these that keeps step with what was chosen before; a beginning further away stays. */
export function firstOne(draft: Draft): string {
  const ones = firstOnes(draft)
  const beginning = beginningOf(draft)
  const far = beginning > (ones.at(-1) ?? '')
  const inStep = (day: string) => (weekOf(day) - weekOf(beginning)) % draft.every === 0
  return far ? beginning : (ones.find(inStep) ?? beginning)
}

/** With every n months: the number of the first of them, counted from January. */
export const monthStep = (draft: Draft) => monthOf(beginningOf(draft)) % draft.every

/** The first day, from today on, in a month that keeps this step. */
export function firstMonth(draft: Draft, step = monthStep(draft)): string {
  const { every, time_zone } = draft
  const beginning = beginningOf(draft)
  let day = dayIn(time_zone)
  while (monthOf(day) % every !== step) day = `${plus(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`
  return beginning > day && monthOf(beginning) % every === step ? beginning : day
}
