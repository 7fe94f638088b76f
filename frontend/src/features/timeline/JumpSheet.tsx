import { useState } from 'preact/hooks'
import type { TimelineMonths } from '../../api/types'
import { date, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { today } from '../../ui/when'

interface Props {
  open: boolean
  months: TimelineMonths['months']
  onClose: () => void
  onMonth: (month: string) => void
  onDay: (day: string) => void
}

/** A day, or one of the months there is something in, year by year. */
export function JumpSheet({ open, months, onClose, onMonth, onDay }: Props) {
  const [day, setDay] = useState('')
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))]
  return (
    <Sheet open={open} title={t('timeline.jump.title')} onClose={onClose}>
      <form
        class="row jump"
        onSubmit={(event) => {
          event.preventDefault()
          if (day) onDay(day)
        }}
      >
        <Field
          type="date"
          label={t('timeline.jump.day')}
          value={day}
          max={today()}
          required
          onChange={setDay}
        />
        <Button look="outline" type="submit">
          {t('timeline.jump.go')}
        </Button>
      </form>
      {years.map((year) => (
        <section key={year} class="stack tight" aria-labelledby={`year-${year}`}>
          <h3 class="eyebrow" id={`year-${year}`}>
            {year}
          </h3>
          <ul class="chips months">
            {months
              .filter(({ month }) => month.startsWith(year))
              .map(({ month }) => (
                <li key={month}>
                  <button type="button" class="chip" onClick={() => onMonth(month)}>
                    {date(`${month}-15`, { month: 'short' })}
                    <span class="hidden-words">{year}</span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Sheet>
  )
}
