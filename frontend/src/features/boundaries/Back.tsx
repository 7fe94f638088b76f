import { t } from '../../i18n'
import { TopBar } from '../../ui/Screen'

export function Back() {
  return (
    <TopBar to="/us">
      <span class="grow quiet">{t('us.title')}</span>
    </TopBar>
  )
}
