import { t } from '../../i18n'
import { partner } from '../../stores'
import { Screen, TopBar } from '../../ui/Screen'
import { Invitation } from './Invitation'

export default function Invite() {
  const full = Boolean(partner.value)
  return (
    <Screen
      title={t('invite.title')}
      top={<TopBar to="/us" />}
      lead={<p class="quiet">{t(full ? 'invite.full' : 'invite.lead')}</p>}
    >
      {!full && <Invitation warn />}
    </Screen>
  )
}
