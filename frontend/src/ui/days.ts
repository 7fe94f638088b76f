import { date, locale } from '../i18n'

/** Plain days, `2026-11-29`: what is on the calendar, wherever one is. */
const WEEK = 7
const LONG = { weekday: 'long', day: 'numeric', month: 'long' } as const
const FAR = 300

const utc = (day: string) => new Date(`${day}T12:00:00Z`)
const plain = (moment: Date) => moment.toISOString().slice(0, 10)

/** False for what a date field says while it is empty or holds a year of five digits. */
export const isDay = (day: string) => !Number.isNaN(utc(day).getTime())

/** "2026-11-29 20:00", the way Swedes write it. */
function onTheWall(zone: string, moment = new Date()): string {
  const style = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat('sv-SE', style).format(moment)
}

export const dayIn = (zone: string, moment?: Date) => onTheWall(zone, moment).slice(0, 10)

/** Today while it is still before this time there, tomorrow after it. */
export function nextDayFor(at: string, zone: string): string {
  const today = dayIn(zone)
  return onTheWall(zone).slice(11) < at ? today : plus(today, 1)
}

export function plus(day: string, days: number): string {
  const moment = utc(day)
  moment.setUTCDate(moment.getUTCDate() + days)
  return plain(moment)
}

/** Monday is 0, as in the API. */
export function weekdayOf(day: string): number {
  return (utc(day).getUTCDay() + 6) % WEEK
}

/** Weeks and months counted through, so that two of them can be told apart. */
export const weekOf = (day: string) => Math.floor((utc(day).getTime() / 86_400_000 + 3) / WEEK)
export const monthOf = (day: string) => utc(day).getUTCFullYear() * 12 + utc(day).getUTCMonth()

/** "Sunday 29 November"; with its year when that is not clear. */
export function onDay(day: string): string {
  const far = Math.abs(utc(day).getTime() - Date.now()) > FAR * 86_400_000
  return date(day, far ? { ...LONG, year: 'numeric' } : LONG)
}

/** "3–12 December" */
export function fromTo(first: string, last: string): string {
  if (first === last) return onDay(first)
  const style = new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'long' })
  return style.formatRange(new Date(`${first}T12:00:00`), new Date(`${last}T12:00:00`))
}

/** Monday is 0; 5 January 2026 was one. */
export function weekday(day: number, style: 'long' | 'short' = 'long'): string {
  return date(`2026-01-${String(5 + day).padStart(2, '0')}`, { weekday: style })
}

/** January, shortened, is 0. */
export function month(number: number): string {
  return date(`2026-${String((number % 12) + 1).padStart(2, '0')}-01`, { month: 'short' })
}
