import type { Nth } from '../../api/types'
import { list, t } from '../../i18n'
import { month, weekday } from '../../ui/days'
import { Segmented } from '../../ui/Segmented'
import { sentence } from '../../ui/when'
import { Pick } from '../accounts/Pick'
import { type Choosing, Part } from './Choices'
import { type Draft, firstMonth, monthStep } from './draft'
import { dayOfMonth, LAST_DAY, nthWord } from './words'

const ways = ['date', 'weekday'] as const
const dates = [...Array.from({ length: 28 }, (_, i) => i + 1), 29, 30, LAST_DAY]
const nths: readonly Nth[] = [1, 2, 3, 4, -1]
const choices = (values: readonly number[], word: (value: number) => string) =>
  values.map((value) => ({ value: String(value), label: sentence(word(value)) }))

/** By its date, or as "the last Sunday". */
export function Month({ draft, onChange }: Choosing) {
  const change = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  return (
    <>
      <Part label={t('schedule.in_month')}>
        <Segmented
          label={t('schedule.in_month')}
          value={draft.by}
          options={ways.map((value) => ({ value, label: t(`schedule.by.${value}`) }))}
          onChange={(by) => change({ by })}
        />
      </Part>
      {draft.by === 'date' ? (
        <Pick
          label={t('schedule.day_of_month')}
          help={
            draft.day_of_month > 28 && draft.day_of_month < LAST_DAY ? t('schedule.short_month') : undefined
          }
          value={String(draft.day_of_month)}
          options={choices(dates, dayOfMonth)}
          onChange={(day) => change({ day_of_month: Number(day) })}
        />
      ) : (
        <div class="side-by-side">
          <Pick
            label={t('schedule.nth')}
            value={String(draft.nth)}
            options={choices(nths, nthWord)}
            onChange={(nth) => change({ nth: Number(nth) as Nth })}
          />
          <Pick
            label={t('schedule.nth.day')}
            value={String(draft.weekday)}
            options={choices([0, 1, 2, 3, 4, 5, 6], (day) => weekday(day))}
            onChange={(day) => change({ weekday: Number(day) })}
          />
        </div>
      )}
    </>
  )
}

/** The same, and which months: "January, April, July and October". */
export function Quarter(choosing: Choosing) {
  const { draft, onChange } = choosing
  const { every } = draft
  const monthsOf = (step: number) =>
    list(Array.from({ length: Math.ceil(12 / every) }, (_, i) => month(step + i * every)))
  return (
    <>
      <Month {...choosing} />
      <Pick
        label={t('schedule.months')}
        value={String(monthStep(draft))}
        options={Array.from({ length: every }, (_, step) => ({ value: String(step), label: monthsOf(step) }))}
        onChange={(step) => onChange({ ...draft, starts_on: firstMonth(draft, Number(step)) })}
      />
    </>
  )
}
