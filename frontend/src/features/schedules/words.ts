import type { BuiltIn, Rest, Rhythm, TemplateSlug } from '../../api/types'
import { date, list, locale, maybe, t } from '../../i18n'
import { fromTo, isDay, onDay, plus, weekday } from '../../ui/days'
import { inWords } from '../../ui/when'

export const WORKDAYS: readonly number[] = [0, 1, 2, 3, 4]
/** In a shorter month the 31st is its last day, so that is what it is called. */
export const LAST_DAY = 31
const sorted = (days: readonly number[]) => [...days].sort((a, b) => a - b)
export const isWorkdays = (days: readonly number[]) => String(sorted(days)) === String(WORKDAYS)

export function clock(at: string): string {
  const [hour = 0, minute = 0] = at.split(':').map(Number)
  const moment = new Date(2026, 0, 5, hour, minute)
  return new Intl.DateTimeFormat(locale.value, { hour: 'numeric', minute: '2-digit' }).format(moment)
}

/** "second" up to twelve, "13th" above. */
function counted(number: number): string {
  return t('ui.ordinals').split(' ')[number] ?? nth(number)
}

/** "2nd" */
function nth(count: number): string {
  const form = new Intl.PluralRules(locale.value, { type: 'ordinal' }).select(count)
  return maybe(`ui.nth.${form}`, { count }) ?? String(count)
}

export function nthWord(number: number): string {
  return number < 0 ? t('schedule.last') : counted(number)
}

export function dayOfMonth(day: number): string {
  return day >= LAST_DAY ? t('schedule.last_day') : nth(day)
}

/** "last Sunday", "2nd", "last day" */
function dayInMonth({ nth: number, days, day_of_month }: Rhythm): string {
  if (number === null) return dayOfMonth(day_of_month ?? 1)
  return t('schedule.nth_weekday', { nth: nthWord(number), day: weekday(days[0] ?? 0) })
}

const onDays = (days: readonly number[]) => list(sorted(days).map((day) => weekday(day)))

function weekly({ every, days }: Rhythm, time: string): string {
  if (every > 1 && days.length > 1)
    return t('schedule.every.weeks_days', { nth: counted(every), days: onDays(days), time })
  if (every > 1) return t('schedule.every.weeks', { nth: counted(every), day: onDays(days), time })
  return isWorkdays(days)
    ? t('schedule.every.workday', { time })
    : t('schedule.every.weekday', { days: onDays(days), time })
}

/** "Every second Sunday at 20:00" */
export function rhythm(wanted: Rhythm): string {
  const { repeat, every, starts_on, at } = wanted
  const time = clock(at)
  if (repeat === 'once')
    return t('schedule.once', { day: starts_on && isDay(starts_on) ? onDay(starts_on) : '…', time })
  if (repeat === 'weekly') return weekly(wanted, time)
  if (repeat === 'daily')
    return every > 1
      ? t('schedule.every.days', { nth: counted(every), time })
      : t('schedule.every.day', { time })
  const day = dayInMonth(wanted)
  return every > 1
    ? t('schedule.every.months', { number: inWords(every), day, time })
    : t('schedule.every.month', { day, time })
}

/** "Not on Sunday 29 November", "Paused until 12 December", "Not from 3–12 December" */
export function restWords({ begins_on, ends_on }: Rest, today: string): string {
  if (begins_on === ends_on) return t('schedule.rest.day', { day: onDay(begins_on) })
  if (begins_on <= today) return t('schedule.rest.until', { day: date(plus(ends_on, 1)) })
  return t('schedule.rest.range', { days: fromTo(begins_on, ends_on) })
}

const slugs: readonly BuiltIn[] = ['weekly', 'daily', 'monthly', 'quarterly', 'open']

/** Each check-in has one rhythm at most. */
export function freeOf(
  schedules: readonly { template: TemplateSlug }[],
  own: readonly { slug: string }[],
): TemplateSlug[] {
  const all: TemplateSlug[] = [...slugs, ...own.map((one) => one.slug)]
  return all.filter((slug) => !schedules.some((one) => one.template === slug))
}
