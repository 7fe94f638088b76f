import { t } from '../../i18n'
import { Chips } from '../../ui/Chips'
import { onDay, weekday } from '../../ui/days'
import { Stepper } from '../../ui/Stepper'
import { inWords } from '../../ui/when'
import { Pick } from '../accounts/Pick'
import { type Choosing, Part } from './Choices'
import { FEW_WEEKS, firstOne, firstOnes } from './draft'

const week = [0, 1, 2, 3, 4, 5, 6]

/** At least one day stays chosen. */
export function Days({ draft, onChange }: Choosing) {
  return (
    <Part label={t('schedule.days')}>
      <Chips
        week
        label={t('schedule.days')}
        choices={week.map((day) => ({ key: String(day), label: weekday(day, 'short') }))}
        chosen={draft.days.map(String)}
        onChange={(chosen) => chosen.length && onChange({ ...draft, days: chosen.map(Number) })}
      />
    </Part>
  )
}

/** How many weeks, on which days, and which of the next weeks is the first. */
export function FewWeeks(choosing: Choosing) {
  const { draft, onChange } = choosing
  const chosen = firstOne(draft)
  const ones = [...new Set([...firstOnes(draft), chosen])]
  return (
    <>
      <Stepper
        label={t('schedule.weeks')}
        words={t('schedule.weeks.every', { number: inWords(draft.every) })}
        {...FEW_WEEKS}
        value={draft.every}
        onChange={(every) => onChange({ ...draft, every })}
      />
      <Days {...choosing} />
      <Pick
        label={t('schedule.first')}
        value={chosen}
        options={ones.map((day) => ({ value: day, label: onDay(day) }))}
        onChange={(starts_on) => onChange({ ...draft, starts_on })}
      />
    </>
  )
}
