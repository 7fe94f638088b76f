import { useResource } from '../../api/resource'
import type { Schedule } from '../../api/types'
import { maybe, t } from '../../i18n'
import { LinkButton } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { kindly } from '../../ui/when'
import { deviceZone, zoneName } from '../accounts/zones'
import { freeOf, rhythm } from './words'

function Line({ schedule }: { schedule: Schedule }) {
  const due = schedule.next_due_at
  const next = due && new Date(due) > new Date() && t('schedule.next', { when: kindly(due) })
  // The two of them share these times; whoever is in another zone needs to know whose clock it is.
  const elsewhere = schedule.time_zone !== deviceZone()
  return (
    <Row
      href={`/schedules/${schedule.id}`}
      label={maybe(`nav.start.${schedule.template}`) ?? schedule.template}
      help={
        <>
          {rhythm(schedule)}
          {elsewhere && `, ${zoneName(schedule.time_zone)}`}
          <br />
          {schedule.paused ? t('schedule.paused') : next}
        </>
      }
    />
  )
}

export default function Schedules() {
  const { data, problem, reload } = useResource<Schedule[]>('/schedules')
  const alone = problem?.code === 'no_space'
  return (
    <Screen
      title={t('schedule.title')}
      top={<TopBar to="/us" />}
      loading={!data && !problem}
      lead={data?.length ? <p class="quiet">{t('schedule.lead')}</p> : undefined}
    >
      {!data && problem && !alone && <Failure error={problem} again={reload} />}
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
      {data && freeOf(data).length > 0 && (
        <LinkButton look={data.length ? 'outline' : 'primary'} href="/schedules/new">
          {t('schedule.add')}
        </LinkButton>
      )}
    </Screen>
  )
}
