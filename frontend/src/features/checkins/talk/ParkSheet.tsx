import { useState } from 'preact/hooks'
import { api } from '../../../api/client'
import type { Talk } from '../../../api/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { onDay, plus } from '../../../ui/days'
import { Field } from '../../../ui/Field'
import { Picks } from '../../../ui/Segmented'
import { Sheet } from '../../../ui/Sheet'
import { toast } from '../../../ui/Toast'
import { today } from '../../../ui/when'
import { act } from './act'

const SOON = ['1', '7', '14', '30'] as const
type Soon = (typeof SOON)[number]
const YEAR = 365

function unpark(id: string): void {
  void act(id, () => api.del<Talk>(`/topics/${id}/parking`))
}

/** A day on which it comes up again by itself; until then it may be forgotten. */
export function ParkSheet({ talk, open, onClose }: { talk: Talk; open: boolean; onClose: () => void }) {
  const [day, setDay] = useState(() => plus(today(), 7))
  const soon = SOON.find((days) => plus(today(), Number(days)) === day)
  const park = async () => {
    const path = `/topics/${talk.id}/parking`
    if (!(await act(talk.id, () => api.put<Talk>(path, { return_on: day })))) return
    onClose()
    toast(t('talk.park.done', { day: onDay(day) }), () => unpark(talk.id))
  }
  return (
    <Sheet open={open} title={t('talk.park.title')} onClose={onClose}>
      <p class="quiet">{t('talk.park.lead')}</p>
      <Picks<Soon | ''>
        label={t('talk.park.when')}
        value={soon ?? ''}
        options={SOON.map((value) => ({ value, label: t(`talk.park.${value}`) }))}
        onChange={(days) => setDay(plus(today(), Number(days)))}
      />
      <Field
        type="date"
        label={t('talk.park.day')}
        min={plus(today(), 1)}
        max={plus(today(), YEAR)}
        value={day}
        onChange={setDay}
      />
      <Button wide busy={!day} onClick={park}>
        {t('talk.park.go')}
      </Button>
    </Sheet>
  )
}
