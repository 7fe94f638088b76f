import { useResource } from '../../api/resource'
import type { Upcoming } from '../../api/types'
import { locale, t } from '../../i18n'
import { me } from '../../stores'
import { Card } from '../../ui/Card'
import { dayIn } from '../../ui/days'
import { Rows } from '../../ui/Rows'

import { titleOf, useOwn } from '../checkins/templates/own'
import './notifications.css'

const FIVE = 5
const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const
const CLOCK = { hour: 'numeric', minute: '2-digit' } as const

function format(moment: Date, zone: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale.value, { ...style, timeZone: zone }).format(moment)
}

/** A wall clock is shown as it stands, wherever this phone is. */
const wall = (local: string, style: Intl.DateTimeFormatOptions) =>
  format(new Date(`${local.slice(0, 16)}Z`), 'UTC', style)

/** What comes, by the clock of each of the two; where they are is nobody's business. */
export function NextFive() {
  const { data } = useResource<Upcoming[]>('/upcoming')
  useOwn()
  if (!data) return null
  const title = t(data.length === FIVE ? 'upcoming.title' : 'upcoming.title.fewer')
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{title}</h2>
      {data.length === 0 && <p class="quiet">{t('upcoming.none')}</p>}
      {data.length > 0 && (
        <Card>
          <Rows label={title}>
            {data.map((one) => (
              <li key={one.schedule + one.opens_at}>
                <One one={one} />
              </li>
            ))}
          </Rows>
        </Card>
      )}
    </section>
  )
}

function One({ one }: { one: Upcoming }) {
  const { opens_at, remind_at, yours, theirs } = one
  const sameDay = theirs?.slice(0, 10) === yours.slice(0, 10)
  const mine = wall(yours, CLOCK)
  return (
    <div class="item coming">
      <span>{titleOf(one.template)}</span>
      <span class="value">{wall(yours, DAY)}</span>
      <span class="help small quiet">
        {theirs && theirs !== yours
          ? t('upcoming.both', { yours: mine, theirs: wall(theirs, sameDay ? CLOCK : { ...DAY, ...CLOCK }) })
          : mine}
      </span>
      {remind_at !== opens_at && (
        <span class="help small quiet">{remind_at ? reminder(remind_at, yours) : t('upcoming.silent')}</span>
      )}
    </div>
  )
}

/** Its day only when it is another one. */
function reminder(remind_at: string, yours: string): string {
  const zone = me.value?.time_zone ?? 'UTC'
  const moment = new Date(remind_at)
  return dayIn(zone, moment) === yours.slice(0, 10)
    ? t('upcoming.reminder', { when: format(moment, zone, CLOCK) })
    : t('upcoming.reminder.day', { when: format(moment, zone, { ...DAY, ...CLOCK }) })
}
