import type { CheckInSummary, GoodThing, Today } from '../../api/types'
import { t } from '../../i18n'
import { outboxState } from '../../offline/drafts'
import { Link } from '../../router'
import { space } from '../../stores'
import { Card } from '../../ui/Card'
import { Row, Rows } from '../../ui/Rows'
import { ago, kindly, sentence } from '../../ui/when'
import { LooksAgain } from '../boundaries/OnToday'
import { nameOf } from '../checkins/names'
import { wasRead } from '../checkins/read'
import { mainThing } from './Offer'

function Waiting({ checkIn }: { checkIn: CheckInSummary }) {
  const job = outboxState.value.get(checkIn.id)
  const state = job ? (`phone.${job.is}` as const) : checkIn.state
  const words: Record<string, string> = {
    open: t('today.row.open', { when: kindly(checkIn.closes_at) }),
    put_aside: t('today.row.put_aside', { when: kindly(checkIn.closes_at) }),
    sent: t('today.row.sent'),
    revealed: t('today.row.revealed'),
    'phone.waiting': t('today.row.phone'),
    'phone.signed_out': t('today.row.signed_out'),
    'phone.refused': t('today.row.refused'),
    'phone.unreadable': t('today.row.unreadable'),
  }
  return <Row href={`/checkins/${checkIn.id}`} label={sentence(nameOf(checkIn))} help={words[state]} />
}

/** Whatever is open besides the one thing, each as a plain line. */
export function Others({ today }: { today: Today }) {
  const main = mainThing(today)?.checkIn.id
  const read = today.revealed && wasRead(today.revealed.id) ? [today.revealed] : []
  const others = [...today.open, ...read].filter((one) => one.id !== main)
  if (!others.length) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('today.also')}</h2>
      <Rows>
        {others.map((one) => (
          <Waiting key={one.id} checkIn={one} />
        ))}
      </Rows>
    </section>
  )
}

export function Closed({ today: { closed } }: { today: Today }) {
  if (!closed) return null
  return (
    <p class="quiet">
      {t('today.closed', { name: nameOf(closed), day: ago(closed.opened_on) })}{' '}
      <Link href={`/checkins/${closed.id}`}>{t('today.closed.go')}</Link>
    </p>
  )
}

export function Good({ thing }: { thing: GoodThing }) {
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('today.good')}</h2>
      <Card hue={thing.member.hue}>
        <blockquote class="words">{t('ui.quote', { words: thing.text })}</blockquote>
        <p class="small quiet">
          {t(thing.member.is_me ? 'today.good.mine' : 'today.good.from', {
            name: thing.member.name,
            day: sentence(ago(thing.on)),
          })}
        </p>
        {!thing.member.is_me && (
          <Link class="small" href="/appreciations">
            {t('today.good.more')}
          </Link>
        )}
      </Card>
    </section>
  )
}

export function ComingUp({ today }: { today: Today }) {
  if (space.value?.closed) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('today.coming')}</h2>
      <Rows>
        {today.coming_up.map((one) => (
          <Row key={one.at + one.template} label={sentence(nameOf(one))} value={sentence(kindly(one.at))} />
        ))}
        <LooksAgain />
        <Row href="/schedules" label={t('today.rhythm')} />
      </Rows>
    </section>
  )
}
