import { useState } from 'preact/hooks'
import { useResource } from '../../api/resource'
import type { Rest } from '../../api/types'
import { t } from '../../i18n'
import { space } from '../../stores'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { dayIn, fromTo } from '../../ui/days'
import { Empty, Failure } from '../../ui/Empty'
import { Field } from '../../ui/Field'
import { Screen, TopBar } from '../../ui/Screen'
import { deviceZone } from '../accounts/zones'
import { Rests } from './Rests'
import { rest, restsOf, stillAhead } from './resting'

const days = ({ begins_on, ends_on }: Rest) => fromTo(begins_on, ends_on)

/** Holidays, for everything the two of them share. */
export default function Away() {
  const { data, problem, reload } = useResource<Rest[]>('/rests')
  const today = dayIn(space.value?.time_zone ?? deviceZone())
  const alone = problem?.code === 'no_space'
  return (
    <Screen
      title={t('away.title')}
      top={<TopBar to="/schedules" />}
      lead={<p class="quiet">{t('away.lead')}</p>}
      loading={!data && !problem}
    >
      {alone && <Empty title={t('schedule.alone.title')} text={t('schedule.alone.text')} />}
      {!data && problem && !alone && <Failure error={problem} again={() => void reload()} />}
      {data && (
        <>
          <Free today={today} />
          <Rests place={restsOf()} rests={stillAhead(data, today)} today={today} words={days} />
        </>
      )}
    </Screen>
  )
}

function Free({ today }: { today: string }) {
  const [begins_on, setFrom] = useState('')
  const [ends_on, setUntil] = useState('')
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const words = t('away.saved', { days: fromTo(begins_on, ends_on) })
    if (await rest(restsOf(), { begins_on, ends_on }, words)) {
      setFrom('')
      setUntil('')
    }
    setBusy(false)
  }
  return (
    <Card>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field type="date" required label={t('away.from')} min={today} value={begins_on} onChange={setFrom} />
        <Field
          type="date"
          required
          label={t('away.until')}
          min={begins_on || today}
          value={ends_on}
          onChange={setUntil}
        />
        <Button type="submit" wide busy={busy}>
          {t('away.save')}
        </Button>
      </form>
    </Card>
  )
}
