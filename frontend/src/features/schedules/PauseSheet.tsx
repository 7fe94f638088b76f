import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import type { Schedule } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { dayIn, onDay, plus } from '../../ui/days'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { toast } from '../../ui/Toast'
import { pauseUntil } from './resting'
import { during } from './settle'

const TWO_WEEKS = 14

interface Props {
  schedule: Schedule
  open: boolean
  close: () => void
}

/** Until a day, or with no end; nobody asks why. */
export function PauseSheet({ schedule, open, close }: Props) {
  const today = dayIn(schedule.time_zone)
  const [day, setDay] = useState(() => plus(today, TWO_WEEKS))
  const until = async () => {
    close()
    await pauseUntil(schedule, day)
  }
  const change = (paused: boolean) =>
    during(() => api.patch<Schedule>(`/schedules/${schedule.id}`, { paused }))
  const openEnded = async () => {
    close()
    if (await change(true)) toast(t('schedule.paused'), () => void change(false))
  }
  return (
    <Sheet open={open} title={t('schedule.pause')} onClose={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void until()
        }}
      >
        <Field
          type="date"
          required
          label={t('schedule.pause.until')}
          help={t('schedule.pause.help')}
          min={plus(today, 1)}
          value={day}
          onChange={setDay}
        />
        <Button wide type="submit">
          {day ? t('schedule.pause.go', { day: onDay(day) }) : t('schedule.pause')}
        </Button>
      </form>
      <Button look="soft" wide onClick={() => void openEnded()}>
        {t('schedule.pause.open')}
      </Button>
    </Sheet>
  )
}
