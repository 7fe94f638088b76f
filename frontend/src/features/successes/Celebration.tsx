import { useEffect } from 'preact/hooks'
import type { Success } from '../../api/types'
import { t } from '../../i18n'
import { navigate } from '../../router'
import { Button } from '../../ui/Button'
import { tick } from '../../ui/haptics'
import { Mark } from '../../ui/Mark'
import { Screen, TopBar } from '../../ui/Screen'
import { otherName } from './words'

/** The light between the arcs grows for a moment; nothing else happens. */
export function Celebration({ success, without }: { success: Success; without: boolean }) {
  useEffect(tick, [])
  return (
    <Screen
      title={t('success.celebrated')}
      step="celebrated"
      look="resting middle"
      top={<TopBar to="/successes" />}
      sign={
        <div class="glowing" aria-hidden="true">
          <Mark size={112} pair={success.sharing === 'joint'} />
        </div>
      }
      lead={<p class="quiet">{t(`success.celebrated.${success.sharing}`, { name: otherName() })}</p>}
    >
      <blockquote class="words center">{t('ui.quote', { words: success.words })}</blockquote>
      {without && (
        <p class="quiet center" role="alert">
          {t('success.picture.not_sent')}
        </p>
      )}
      <div class="dock">
        <Button wide onClick={() => navigate('/today', { replace: true })}>
          {t('ui.done')}
        </Button>
        <Button look="soft" wide onClick={() => navigate(`/successes/${success.id}`, { replace: true })}>
          {t('success.look')}
        </Button>
      </div>
    </Screen>
  )
}
