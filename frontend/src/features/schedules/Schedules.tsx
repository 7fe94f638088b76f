import { useResource } from '../../api/resource'
import type { Rest, Schedule } from '../../api/types'
import { t } from '../../i18n'
import { space } from '../../stores'
import { LinkButton } from '../../ui/Button'
import { dayIn, fromTo } from '../../ui/days'
import { Empty, Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { kindly } from '../../ui/when'
import { deviceZone, zoneName } from '../accounts/zones'
import { titleOf, useOwn } from '../checkins/templates/own'
import { stillAhead } from './resting'
import { freeOf, restWords, rhythm } from './words'

function Line({ schedule }: { schedule: Schedule }) {
  // The two of them share these times; whoever is in another zone needs to know whose clock it is.
  const elsewhere = schedule.time_zone !== deviceZone()
  return (
    <Row
      href={`/schedules/${schedule.id}`}
      label={titleOf(schedule.template)}
      help={
        <>
          {rhythm(schedule)}
          {elsewhere && `, ${zoneName(schedule.time_zone)}`}
          <br />
          {standing(schedule)}
        </>
      }
    />
  )
}

/** Paused, resting for longer, or when it comes next. */
function standing({ paused, rests, next_due_at, time_zone }: Schedule): string | undefined {
  const today = dayIn(time_zone)
  const [now] = stillAhead(rests, today).filter(
    (one) => one.begins_on <= today && one.ends_on > one.begins_on,
  )
  if (paused) return t('schedule.paused')
  if (now) return restWords(now, today)
  if (!next_due_at) return t('schedule.over')
  return new Date(next_due_at) > new Date() ? t('schedule.next', { when: kindly(next_due_at) }) : undefined
}

function Away() {
  const { data = [] } = useResource<Rest[]>('/rests')
  const [next] = stillAhead(data, dayIn(space.value?.time_zone ?? deviceZone()))
  return (
    <Row
      icon="sun"
      href="/schedules/away"
      label={t('away.title')}
      help={next ? fromTo(next.begins_on, next.ends_on) : t('away.row')}
    />
  )
}

export default function Schedules() {
  const { data, problem, reload } = useResource<Schedule[]>('/schedules')
  const { offered } = useOwn()
  const alone = problem?.code === 'no_space'
  return (
    <Screen
      title={t('schedule.title')}
      top={<TopBar to="/us" />}
      loading={!data && !problem}
      lead={data?.length ? <p class="quiet">{t('schedule.lead')}</p> : undefined}
    >
      {!data && problem && !alone && <Failure error={problem} again={() => void reload()} />}
      {alone && <Empty title={t('schedule.alone.title')} text={t('schedule.alone.text')} />}
      {data?.length === 0 && <Empty title={t('schedule.empty.title')} text={t('schedule.empty.text')} />}
      {data && data.length > 0 && (
        <div class="card">
          <Rows label={t('schedule.title')}>
            {data.map((one) => (
              <Line key={one.id} schedule={one} />
            ))}
          </Rows>
        </div>
      )}
      {data && freeOf(data, offered).length > 0 && (
        <LinkButton look={data.length ? 'outline' : 'primary'} href="/schedules/new">
          {t('schedule.add')}
        </LinkButton>
      )}
      {data && data.length > 0 && (
        <Rows label={t('schedule.seldom')}>
          <Away />
        </Rows>
      )}
    </Screen>
  )
}
