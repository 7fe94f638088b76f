import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { useResource } from '../../api/resource'
import type { Schedule } from '../../api/types'
import { t } from '../../i18n'
import { goBack, route } from '../../router'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { dayIn, onDay } from '../../ui/days'
import { Empty, Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { deviceZone, zoneName } from '../accounts/zones'
import { titleOf, useOwn } from '../checkins/templates/own'
import { draftOf, wantedOf } from './draft'
import { PauseSheet } from './PauseSheet'
import { Rests } from './Rests'
import { restsOf, skipNext, stillAhead } from './resting'
import { during } from './settle'
import { clock, rhythm } from './words'

/** One rhythm: what comes next, and the few things one does to it. How it goes is behind "Change". */
export default function RhythmPage() {
  const { data, problem, reload } = useResource<Schedule[]>('/schedules')
  useOwn()
  const schedule = data?.find((one) => one.id === route.value.params.id)
  if (schedule) return <Rhythm key={schedule.id} schedule={schedule} />
  return (
    <Screen title={t('schedule.title')} top={<TopBar to="/schedules" />} loading={!data && !problem}>
      {data ? <Empty text={t('schedule.gone')} /> : <Failure error={problem} again={() => void reload()} />}
    </Screen>
  )
}

function Rhythm({ schedule }: { schedule: Schedule }) {
  const elsewhere = schedule.time_zone !== deviceZone()
  const today = dayIn(schedule.time_zone)
  return (
    <Screen
      title={titleOf(schedule.template)}
      top={<TopBar to="/schedules" />}
      lead={
        <p class="quiet">
          {rhythm(schedule)}
          {elsewhere && `, ${zoneName(schedule.time_zone)}`}
        </p>
      }
    >
      <Next schedule={schedule} />
      <Rests place={restsOf(schedule)} rests={stillAhead(schedule.rests, today)} today={today} />
      <div class="stack">
        <Rows label={t('schedule.title')}>
          <Row icon="edit" label={t('schedule.edit')} href={`/schedules/${schedule.id}/change`} />
          <Row icon="bell" label={t('schedule.reminders')} href="/me/reminders/rhythms" />
        </Rows>
        <Button look="trouble" onClick={() => void remove(schedule)}>
          {t('schedule.delete')}
        </Button>
      </div>
    </Screen>
  )
}

function Next({ schedule }: { schedule: Schedule }) {
  const [pausing, setPausing] = useState(false)
  const [busy, setBusy] = useState(false)
  const { next_due_on: day, paused, at } = schedule
  const act = async (work: () => Promise<unknown>) => {
    setBusy(true)
    await work()
    setBusy(false)
  }
  const resume = () => during(() => api.patch(`/schedules/${schedule.id}`, { paused: false }))
  if (paused)
    return (
      <Card>
        <h2>{t('schedule.paused')}</h2>
        <p class="quiet">{t('schedule.paused.text')}</p>
        <Button wide busy={busy} onClick={() => void act(resume)}>
          {t('schedule.resume')}
        </Button>
      </Card>
    )
  if (!day) return <p class="quiet">{t('schedule.over')}</p>
  return (
    <Card>
      <p class="eyebrow">{t('schedule.next_time')}</p>
      <p class="words">{t('schedule.day_at', { day: onDay(day), time: clock(at) })}</p>
      <Button look="outline" wide busy={busy} onClick={() => void act(() => skipNext(schedule))}>
        {t('schedule.skip')}
      </Button>
      <div class="row wrap ways">
        <Button look="soft" onClick={() => setPausing(true)}>
          {t('schedule.pause')}
        </Button>
      </div>
      <PauseSheet schedule={schedule} open={pausing} close={() => setPausing(false)} />
    </Card>
  )
}

async function remove(old: Schedule): Promise<void> {
  const done = await during(async () => {
    await api.del(`/schedules/${old.id}`)
    return true
  })
  if (!done) return
  goBack('/schedules')
  toast(t('schedule.deleted'), () => void during(() => bringBack(old)))
}

/** Undo of a deletion: the same rhythm, made anew. */
async function bringBack(old: Schedule): Promise<void> {
  const again = await api.post<Schedule>('/schedules', wantedOf(draftOf(old)))
  if (old.paused) await api.patch(`/schedules/${again.id}`, { paused: true })
  for (const { begins_on, ends_on } of old.rests) await api.post(restsOf(again), { begins_on, ends_on })
}
