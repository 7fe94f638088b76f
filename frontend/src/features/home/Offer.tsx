import { useEffect, useState } from 'preact/hooks'
import type { CheckInSummary, Today } from '../../api/types'
import { t } from '../../i18n'
import { loadDraft, outboxState } from '../../offline/drafts'
import { space } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { inWords, kindly, sentence } from '../../ui/when'
import { putAside } from '../checkins/deferral'
import { nameOf, partnerName } from '../checkins/names'
import { wasRead } from '../checkins/read'
import { starting } from './start'

/** The one thing the screen is about. */
export type Thing = { is: 'reveal' | 'open'; checkIn: CheckInSummary } | undefined

export function mainThing(today: Today): Thing {
  if (today.revealed && !wasRead(today.revealed.id)) return { is: 'reveal', checkIn: today.revealed }
  const open = today.open.find((one) => one.state === 'open' && !outboxState.value.has(one.id))
  return open && { is: 'open', checkIn: open }
}

export function headline(thing: Thing): string {
  if (!thing) return t(space.value?.closed ? 'closed.title' : 'today.nothing.title')
  return t(`today.${thing.is}.title`, { name: nameOf(thing.checkIn) })
}

export function Offer({ thing }: { thing: Thing }) {
  if (!thing) return <Nothing />
  return thing.is === 'reveal' ? <ToRead checkIn={thing.checkIn} /> : <ToAnswer checkIn={thing.checkIn} />
}

function ToRead({ checkIn }: { checkIn: CheckInSummary }) {
  return (
    <Card>
      <p class="quiet">{t(checkIn.with_partner ? 'today.reveal.text' : 'today.reveal.alone')}</p>
      <LinkButton wide href={`/checkins/${checkIn.id}`}>
        {t('today.reveal.go')}
      </LinkButton>
    </Card>
  )
}

/** True when there are words of it on this phone already. */
function useBegun(id: string): boolean {
  const [begun, setBegun] = useState(false)
  useEffect(() => {
    loadDraft(id)
      .then((draft) => setBegun(Boolean(draft?.answers.length)))
      .catch(() => undefined)
  }, [id])
  return begun
}

function ToAnswer({ checkIn }: { checkIn: CheckInSummary }) {
  const begun = useBegun(checkIn.id)
  const { id, question_count: count, minutes, with_partner } = checkIn
  return (
    <Card>
      <p class="quiet">
        {sentence(t('today.open.text', { count, questions: inWords(count), minutes: inWords(minutes) }))}{' '}
        {with_partner ? t('today.open.sealed', { name: partnerName() }) : t('today.open.alone')}
      </p>
      <LinkButton wide href={`/checkins/${id}`}>
        {t(begun ? 'today.open.on' : 'today.open.go')}
      </LinkButton>
      <div class="row wrap ways">
        <Button look="soft" onClick={() => putAside(id, 'not_ready')}>
          {t('today.open.later')}
        </Button>
        <Button look="soft" onClick={() => putAside(id, 'skipped')}>
          {t('today.open.skip')}
        </Button>
      </div>
      <p class="small quiet center">{t('today.open.until', { when: kindly(checkIn.closes_at) })}</p>
    </Card>
  )
}

function Nothing() {
  if (space.value?.closed) return <Closed />
  const here = space.value?.members.length ?? 2
  return (
    <Card>
      <p class="quiet">{t(here > 1 ? 'today.nothing.text' : 'today.waiting.text')}</p>
      <div class="row wrap">
        <Button
          look="outline"
          onClick={() => {
            starting.value = true
          }}
        >
          {t('nav.start')}
        </Button>
        {here < 2 && (
          <LinkButton look="soft" href="/us">
            {t('today.invite')}
          </LinkButton>
        )}
      </div>
    </Card>
  )
}

function Closed() {
  return (
    <Card>
      <p class="quiet">{t('closed.today')}</p>
      <LinkButton look="outline" href="/us">
        {t('closed.look')}
      </LinkButton>
    </Card>
  )
}

/** Signed in, but in no space yet. */
export function Alone() {
  return (
    <Card>
      <p class="quiet">{t('today.alone.text')}</p>
      <LinkButton wide href="/welcome">
        {t('today.alone.go')}
      </LinkButton>
    </Card>
  )
}
