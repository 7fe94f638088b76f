import { TopBar } from '../../ui/Screen'
import { t } from './i18n'

export function Back() {
  return (
    <TopBar to="/us">
      <span class="grow quiet">{t('us.title')}</span>
    </TopBar>
  )
}
