import { date, locale, t } from '../i18n'

type Part = 'morning' | 'afternoon' | 'evening' | 'night'

const day = 86_400_000

/** Before five in the morning is still the night of the day before. */
function ofDay(moment: Date): { start: number; part: Part } {
  const hour = moment.getHours()
  const start = new Date(moment)
  if (hour < 5) start.setDate(start.getDate() - 1)
  start.setHours(0, 0, 0, 0)
  const part =
    hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : hour < 22 ? 'evening' : 'night'
  return { start: start.getTime(), part }
}

const away = (from: number, to: number) => Math.round((to - from) / day)

/** "Sunday evening" */
export function dayAndPart(moment: Date): string {
  const { start, part } = ofDay(moment)
  const weekday = date(new Date(start + day / 2).toISOString(), { weekday: 'long' })
  return t(`ui.when.${part}`, { day: weekday })
}

/** "this evening", "tomorrow morning", "Tuesday evening", "3 December": near enough, and never a countdown. */
export function kindly(iso: string, now = new Date()): string {
  const { start, part } = ofDay(new Date(iso))
  const days = away(ofDay(now).start, start)
  if (days <= 0) return t(`ui.when.today.${part}`)
  if (days === 1) return t(`ui.when.${part}`, { day: t('ui.when.tomorrow') })
  if (days < 7) return dayAndPart(new Date(iso))
  return date(iso)
}

/** "today", "yesterday", "Thursday", "15 November" for a day that has been. */
export function ago(iso: string, now = new Date()): string {
  const that = ofDay(new Date(`${iso.slice(0, 10)}T12:00:00`))
  // In the small hours, still counted as last night, a day that has just begun is not "tomorrow".
  const days = Math.min(0, away(ofDay(now).start, that.start))
  if (days >= -1) return new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' }).format(days, 'day')
  return date(iso.slice(0, 10), days > -7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' })
}

/** As a date field wants it. */
export function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

/** "seven" up to twenty, figures above. */
export function inWords(count: number): string {
  return t('ui.numbers').split(' ')[count] ?? String(count)
}

export function sentence(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase(locale.value) + words.slice(1)
}
