import type { SmallPromise } from '../../api/types'
import { date, t } from '../../i18n'
import { plus, weekdayOf } from '../../ui/days'
import { today } from '../../ui/when'

const SUNDAY = 6
const MORNING = 9

/** "Friday", "20 November": a day of this week or the last by its name. */
function named(day: string, now: string): string {
  const near = day > plus(now, -7) && day < plus(now, 7)
  return date(day, near ? { weekday: 'long' } : { day: 'numeric', month: 'long' })
}

/** When it is for. Once its day is past that is said of one's own alone, and nothing is ever late. */
export function dayOf({ by, mine }: Pick<SmallPromise, 'by' | 'mine'>, now = today()): string {
  if (!by) return ''
  if (by === now) return t('promise.by.today')
  if (by === plus(now, 1)) return t('promise.by.tomorrow')
  if (by > now) return t('promise.by', { day: named(by, now) })
  return mine ? t('promise.by.past', { day: named(by, now) }) : ''
}

/** The days one is most likely to mean; "this week" is its Sunday, while that is still some way off. */
export function nearDays(now = today()): { key: 'today' | 'tomorrow' | 'week'; day: string }[] {
  const sunday = plus(now, SUNDAY - weekdayOf(now))
  const near = [
    { key: 'today' as const, day: now },
    { key: 'tomorrow' as const, day: plus(now, 1) },
  ]
  return sunday > plus(now, 1) ? [...near, { key: 'week' as const, day: sunday }] : near
}

/** Its morning is still to come, so there is something to be reminded by. */
export function hasItsMorning(by: string | null, now = new Date()): boolean {
  return by !== null && (by > today() || (by === today() && now.getHours() < MORNING))
}
