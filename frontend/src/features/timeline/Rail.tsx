import { useState } from 'preact/hooks'
import type { TimelineMonths } from '../../api/types'
import { t } from '../../i18n'
import { toMonth } from './jump'
import { sectionId } from './Month'
import { useCurrent } from './near'
import { monthName } from './telling'

/** The edge of the line: a thumb at the month one reads, to take hold of and go to another. */
export function Rail({ months }: { months: TimelineMonths['months'] }) {
  const [ids] = useState(() => months.map(({ month }) => sectionId(month)))
  const current = useCurrent(ids)
  const last = months.length - 1
  const here = months[current]
  if (!here) return null
  const go = (to: number) => {
    const month = months[to]
    if (month) toMonth(month.month)
  }
  return (
    <div class="rail">
      <input
        type="range"
        aria-label={t('timeline.rail')}
        aria-valuetext={monthName(here.month, true)}
        min={0}
        max={last}
        value={current}
        onInput={(event) => go(Number(event.currentTarget.value))}
      />
      <output aria-hidden="true" style={{ insetBlockStart: `${(current / last) * 100}%` }}>
        {monthName(here.month, true)}
      </output>
    </div>
  )
}
