import { useResource } from '../../api/resource'
import type { Reminders, Schedule } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { toast } from '../../ui/Toast'
import { nameOf } from '../checkins/names'
import { remindOf } from './Rhythms'

/** Reminders that did not help have stopped; one question, once, and no word about why. */
export function Asks() {
  const { data } = useResource<Reminders>('/reminders')
  const asking = data?.topics.find((topic) => topic.asks)
  return asking ? <Ask key={asking.schedule} schedule={asking.schedule} /> : null
}

function Ask({ schedule }: { schedule: string }) {
  const { data } = useResource<Schedule[]>('/schedules')
  const found = data?.find((one) => one.id === schedule)
  if (!found) return null
  const name = nameOf(found)
  const answer = async (on: boolean) => {
    if (await remindOf(schedule, on)) toast(t(on ? 'asks.on.done' : 'asks.off.done'))
  }
  return (
    <Card hue="sunk">
      <h2>{t('asks.title', { name })}</h2>
      <p class="quiet">{t('asks.text')}</p>
      <Button look="outline" wide onClick={() => void answer(true)}>
        {t('asks.on')}
      </Button>
      <div class="row wrap ways">
        <Button look="soft" onClick={() => void answer(false)}>
          {t('asks.off')}
        </Button>
      </div>
    </Card>
  )
}
