import { useState } from 'preact/hooks'
import type { Agreement } from '../../api/types'
import { space } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { dayIn, plus } from '../../ui/days'
import { keepAsItIs } from './act'
import { t } from './i18n'
import { USUAL } from './Review'
import { them } from './who'

/** The day has come on which both wanted to look again. Nothing happens by itself. */
export function LookAgain({ agreement }: { agreement: Agreement }) {
  const [busy, setBusy] = useState(false)
  const keep = async () => {
    setBusy(true)
    await keepAsItIs(agreement, plus(dayIn(space.value?.time_zone ?? 'UTC'), USUAL))
    setBusy(false)
  }
  return (
    <Card>
      <h2>{t('boundaries.review.title')}</h2>
      <p class="quiet">{t('boundaries.review.text', { name: them() })}</p>
      <Button wide busy={busy} onClick={keep}>
        {t('boundaries.review.keep')}
      </Button>
      <LinkButton look="outline" wide href={`/us/agreements/${agreement.id}/write`}>
        {t('boundaries.review.change')}
      </LinkButton>
    </Card>
  )
}
