import { useState } from 'preact/hooks'
import type { Agreement } from '../../api/types'
import { myself, space } from '../../stores'
import { Avatar } from '../../ui/Avatar'
import { Button, LinkButton } from '../../ui/Button'
import { answer, takeBack } from './act'
import { date, t } from './i18n'
import { Changes, whatChanges } from './Said'
import type { Words } from './shapes'
import { hueOf, them } from './who'

/** What is open, and what the one who reads it may do. `held` is what it would change. */
export function Proposal({ agreement, held }: { agreement: Agreement; held: Words | undefined }) {
  const version = agreement.versions.find((one) => one.id === agreement.open)
  if (!version) return null
  const words = version.words
  const { by_me } = version
  const name = by_me ? (myself.value?.name ?? '') : them()
  return (
    <section class={`proposal ${hueOf(by_me) ?? ''}`} aria-label={t('boundaries.proposal')}>
      <div class="row">
        <Avatar name={name} hue={hueOf(by_me)} />
        <div class="grow">
          <h2 class="who">
            {t(`boundaries.proposal.${by_me ? 'mine' : 'theirs'}.${held ? 'change' : 'new'}`, {
              name: them(),
            })}
          </h2>
          <p class="small quiet">
            {held && whatChanges(held, words)}
            {held && ' · '}
            {t('boundaries.until', { day: date(version.review_on) })}
          </p>
        </div>
      </div>
      {held && <Changes before={held} after={words} />}
      {!space.value?.closed && (by_me ? <Mine agreement={agreement} /> : <Theirs agreement={agreement} />)}
    </section>
  )
}

function Theirs({ agreement }: { agreement: Agreement }) {
  const [busy, setBusy] = useState(false)
  const say = async (how: 'consent' | 'refusal') => {
    setBusy(true)
    await answer(agreement, how)
    setBusy(false)
  }
  return (
    <>
      <div class="answers">
        <Button busy={busy} onClick={() => say('consent')}>
          {t('boundaries.agree')}
        </Button>
        <LinkButton look="outline" href={`/us/agreements/${agreement.id}/write`}>
          {t('boundaries.counter')}
        </LinkButton>
        <Button look="outline" busy={busy} onClick={() => say('refusal')}>
          {t('boundaries.decline')}
        </Button>
      </div>
      <p class="small quiet">{t('boundaries.no_hurry')}</p>
    </>
  )
}

function Mine({ agreement }: { agreement: Agreement }) {
  const [busy, setBusy] = useState(false)
  const back = async () => {
    setBusy(true)
    await takeBack(agreement)
    setBusy(false)
  }
  return (
    <>
      <p class="small quiet">
        {t(agreement.holds ? 'boundaries.mine.meanwhile' : 'boundaries.mine.nothing', { name: them() })}
      </p>
      <div class="answers">
        <LinkButton look="outline" href={`/us/agreements/${agreement.id}/write`}>
          {t('boundaries.rewrite')}
        </LinkButton>
        <Button look="soft" busy={busy} onClick={back}>
          {t('boundaries.take_back')}
        </Button>
      </div>
    </>
  )
}
