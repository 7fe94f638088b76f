import { space } from '../../stores'
import { dayIn, plus } from '../../ui/days'
import { Row, Rows } from '../../ui/Rows'
import { kindly, sentence } from '../../ui/when'
import { date, t } from './i18n'
import { lineOf } from './OnUs'
import { useBoundaries } from './useBoundaries'

/** How many days ahead a look again is coming up. */
const SOON = 14

/** What the other proposes, each as a plain line. */
export function Proposed() {
  const { data } = useBoundaries()
  const open = data?.agreements.filter((one) => one.open && !one.by_me) ?? []
  if (!open.length || space.value?.closed) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('boundaries.today')}</h2>
      <Rows>
        {open.map((one) => (
          <Row key={one.id} href={`/us/agreements/${one.id}`} label={one.title} help={lineOf(one)} />
        ))}
      </Rows>
    </section>
  )
}

/** Rows among what is coming up. */
export function LooksAgain() {
  const { data } = useBoundaries()
  const until = plus(dayIn(space.value?.time_zone ?? 'UTC'), SOON)
  const soon =
    data?.agreements.filter(({ review_on, open }) => review_on && review_on <= until && !open) ?? []
  return (
    <>
      {soon.map((one) => (
        <Row
          key={one.id}
          href={`/us/agreements/${one.id}`}
          label={
            <>
              {t('boundaries.look_again.at')} <strong>{one.title}</strong>
            </>
          }
          value={one.state === 'review_due' ? t('boundaries.whenever') : sentence(day(one.review_on ?? ''))}
        />
      ))}
    </>
  )
}

const day = (iso: string) =>
  iso <= plus(dayIn('UTC'), 6) ? date(iso, { weekday: 'short' }) : kindly(`${iso}T12:00`)
