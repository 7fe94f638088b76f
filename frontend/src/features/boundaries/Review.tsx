import { space } from '../../stores'
import { dayIn, plus } from '../../ui/days'
import { Picks } from '../../ui/Segmented'
import { date, t } from './i18n'

/** Days until both look again. */
export const USUAL = 60
const CHOICES = [30, USUAL, 90, 180] as const

export const dayAfter = (days: number) => plus(dayIn(space.value?.time_zone ?? 'UTC'), days)

/** How far away a day is, for words that were kept with one. */
export function daysUntil(day: string | null): number {
  const days = day ? Math.round((Date.parse(day) - Date.parse(dayAfter(0))) / 86_400_000) : USUAL
  return days > 0 ? days : USUAL
}

export function Review({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const choices = [...new Set([...CHOICES, days])].sort((one, other) => one - other)
  return (
    <div class="field">
      <p class="label">{t('boundaries.look_again')}</p>
      <p class="help">
        {t('boundaries.look_again.help', { day: date(dayAfter(days), { dateStyle: 'long' }) })}
      </p>
      <Picks
        label={t('boundaries.look_again')}
        value={String(days)}
        options={choices.map((choice) => ({ value: String(choice), label: named(choice) }))}
        onChange={(choice) => onChange(Number(choice))}
      />
    </div>
  )
}

function named(days: number): string {
  const months = days / 30
  if (!Number.isInteger(months)) return date(dayAfter(days))
  return t('boundaries.months', { count: months })
}
