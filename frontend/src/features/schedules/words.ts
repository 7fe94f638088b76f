import type { Repeat, Schedule, ScheduleWanted, TemplateSlug } from '../../api/types'
import { date, list, locale, t } from '../../i18n'

/** Monday is 0, as in the API; 5 January 2026 was one. */
export function weekday(day: number, style: 'long' | 'short' = 'long'): string {
  return date(`2026-01-${String(5 + day).padStart(2, '0')}`, { weekday: style })
}

export function clock(at: string): string {
  const [hour = 0, minute = 0] = at.split(':').map(Number)
  const moment = new Date(2026, 0, 5, hour, minute)
  return new Intl.DateTimeFormat(locale.value, { hour: 'numeric', minute: '2-digit' }).format(moment)
}

/** "Every Sunday at 20:00" */
export function rhythm({
  repeat,
  days,
  day_of_month,
  at,
}: Pick<Schedule, 'repeat' | 'days' | 'day_of_month' | 'at'>): string {
  const time = clock(at)
  if (repeat === 'daily') return t('schedule.every.day', { time })
  if (repeat === 'weekly')
    return t('schedule.every.weekday', {
      days: list([...days].sort((a, b) => a - b).map((day) => weekday(day))),
      time,
    })
  return t('schedule.every.month', { day: day_of_month ?? 1, time })
}

const usual: Record<ScheduleWanted['template'], Repeat> = {
  daily: 'daily',
  weekly: 'weekly',
  monthly: 'monthly',
  open: 'monthly',
}

const slugs = ['weekly', 'daily', 'monthly', 'open'] as const

/** Each check-in has one rhythm at most. */
export function freeOf(schedules: readonly Schedule[]): TemplateSlug[] {
  return slugs.filter((slug) => !schedules.some((one) => one.template === slug))
}

/** A good beginning for each kind: evenings, and Sunday for the long one. */
export function suggest(template: ScheduleWanted['template'], zone: string): ScheduleWanted {
  return {
    template,
    repeat: usual[template],
    days: [6],
    day_of_month: 1,
    at: '20:00',
    time_zone: zone,
  }
}

/** Only what belongs to its repetition. */
export function body({ repeat, days, day_of_month, ...rest }: ScheduleWanted): ScheduleWanted {
  if (repeat === 'weekly') return { ...rest, repeat, days: [...(days ?? [])].sort((a, b) => a - b) }
  if (repeat === 'monthly') return { ...rest, repeat, day_of_month: day_of_month ?? 1 }
  return { ...rest, repeat }
}
