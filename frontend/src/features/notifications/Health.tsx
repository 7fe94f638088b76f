import { useEffect } from 'preact/hooks'
import { useResource } from '../../api/resource'
import type { KnownBrowser, Reminders, Upcoming } from '../../api/types'
import { date, t } from '../../i18n'
import { lookAtPush, pushState, thisBrowser } from '../../push'
import { me } from '../../stores'
import { dayIn } from '../../ui/days'
import { Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { ago, sentence } from '../../ui/when'
import { deviceZone } from '../accounts/zones'
import { TestPush } from './TestPush'

const at = (iso: string) =>
  date(iso, { weekday: 'short', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' })
/** By the calendar of whoever looks. */
const since = (iso: string) => ago(dayIn(deviceZone(), new Date(iso)))
const was = (iso: string | null) => (iso ? at(iso) : t('health.never'))

/** Whether reminders find their way here. */
export default function Health() {
  const { data, problem, reload } = useResource<Reminders>('/reminders')
  const { data: upcoming } = useResource<Upcoming[]>('/upcoming')
  useEffect(() => void lookAtPush(), [])
  const next = upcoming?.find((one) => one.remind_at)?.remind_at
  const on = pushState.value === 'on' && Boolean(me.value?.remind_by_push)
  return (
    <Screen
      title={t('health.title')}
      top={<TopBar to="/me/reminders" />}
      lead={<p class="quiet">{t('health.lead')}</p>}
      loading={!data && !problem}
    >
      {!data && problem && <Failure error={problem} again={() => void reload()} />}
      {data && (
        <>
          <TestPush browser={on ? thisBrowser() : undefined} after={() => void reload()} />
          <Rows label={t('health.title')}>
            <Row label={t('health.last')} value={was(data.last_sent_at)} />
            {data.email_last_sent_at && <Row label={t('health.email')} value={at(data.email_last_sent_at)} />}
            <Row label={t('health.next')} value={next ? at(next) : t('health.next.none')} />
          </Rows>
          <Browsers browsers={data.browsers} />
        </>
      )}
    </Screen>
  )
}

function Browsers({ browsers }: { browsers: readonly KnownBrowser[] }) {
  const here = thisBrowser()
  if (!browsers.length) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('health.browsers')}</h2>
      <Rows label={t('health.browsers')}>
        {browsers.map((one) => (
          <Row
            key={one.id}
            label={one.id === here ? t('health.here') : t('health.elsewhere', { day: since(one.added_at) })}
            help={one.failing ? t('health.failing') : undefined}
            value={one.last_sent_at ? sentence(since(one.last_sent_at)) : t('health.never')}
          />
        ))}
      </Rows>
    </section>
  )
}
