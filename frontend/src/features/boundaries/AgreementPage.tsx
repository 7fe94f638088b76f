import { useState } from 'preact/hooks'
import { useResource } from '../../api/resource'
import type { Agreement } from '../../api/types'
import { route } from '../../router'
import { partner, space } from '../../stores'
import { LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen } from '../../ui/Screen'
import { end } from './act'
import { Back } from './Back'
import { ControlNote } from './ControlNote'
import { date, t } from './i18n'
import { LookAgain } from './LookAgain'
import { NoteSheet } from './NoteSheet'
import { Proposal } from './Proposal'
import { Said } from './Said'
import { agreementPath } from './useBoundaries'
import { them } from './who'

/** What is shown as what it says: what holds, else what was proposed last. */
export function shown(agreement: Agreement) {
  const { versions, holds } = agreement
  const last = versions.find((one) => ['agreed', 'superseded', 'ended'].includes(one.standing))
  return versions.find((one) => one.id === holds) ?? last ?? versions[0]
}

export default function AgreementPage() {
  const id = route.value.params.id ?? ''
  const { data, problem, reload } = useResource<Agreement>(agreementPath(id))
  const held = data?.holds || data?.state === 'ended'
  return (
    <Screen
      title={data?.title || t('boundaries.one')}
      eyebrow={data && t(held ? 'boundaries.both' : 'boundaries.proposal', { name: them() })}
      top={<Back />}
      loading={!data && !problem}
    >
      {!data && problem && <Failure error={problem} again={reload} />}
      {data && <Body agreement={data} />}
    </Screen>
  )
}

function Body({ agreement }: { agreement: Agreement }) {
  const version = shown(agreement)
  if (!version) return null
  const words = version.words
  const { open, versions } = agreement
  const reading = Boolean(space.value?.closed)
  return (
    <>
      <Over agreement={agreement} />
      <Card>
        <Said words={words} plain={agreement.kind === 'charter'} />
      </Card>
      {open && <Proposal agreement={agreement} held={version.id === open ? undefined : words} />}
      {agreement.state === 'review_due' && !open && !reading && <LookAgain agreement={agreement} />}
      <ControlNote words={versions.find((one) => one.id === open)?.words ?? words} />
      <More agreement={agreement} reading={reading} />
    </>
  )
}

/** How it stands, where it neither holds nor waits to be agreed to. */
function Over({ agreement: { state, ended_on, versions } }: { agreement: Agreement }) {
  const last = versions[0]
  if (state === 'ended')
    return <p class="quiet">{t('boundaries.ended', { day: date(ended_on ?? '', { dateStyle: 'long' }) })}</p>
  if (state !== 'declined' && state !== 'withdrawn') return null
  return (
    <div class="stack">
      <p class="quiet">
        {t(`boundaries.${state}`, { day: date(last?.settled_on ?? last?.proposed_on ?? '') })}
      </p>
    </div>
  )
}

function More({ agreement, reading }: { agreement: Agreement; reading: boolean }) {
  const [noting, setNoting] = useState(false)
  const { id, holds, open, review_on, state, versions, note } = agreement
  const again = state === 'declined' || state === 'withdrawn'
  return (
    <>
      {again && !reading && partner.value && (
        <LinkButton look="outline" wide href={`/us/agreements/${id}/write`}>
          {t('boundaries.write_again')}
        </LinkButton>
      )}
      <Rows label={t('boundaries.about')}>
        {review_on && (
          <Row
            label={t('boundaries.look_again')}
            value={date(review_on, { day: 'numeric', month: 'long' })}
          />
        )}
        {holds && !open && !reading && (
          <Row
            label={t('boundaries.change')}
            help={t('boundaries.change.help')}
            href={`/us/agreements/${id}/write`}
          />
        )}
        <Row
          label={t('boundaries.history')}
          value={t('boundaries.versions', { count: versions.length })}
          href={`/us/agreements/${id}/history`}
        />
        {(holds || state === 'ended') && (!reading || note) && (
          <Row
            label={t('boundaries.note')}
            help={t(note ? 'boundaries.note.there' : 'boundaries.note.help')}
            onClick={() => setNoting(true)}
          />
        )}
        {holds && !reading && (
          <Row label={t('boundaries.end')} value={t('boundaries.end.help')} onClick={() => end(agreement)} />
        )}
      </Rows>
      <NoteSheet agreement={agreement} open={noting} close={() => setNoting(false)} reading={reading} />
    </>
  )
}
