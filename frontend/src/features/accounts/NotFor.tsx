import { t } from '../../i18n'
import { Link } from '../../router'
import { Card } from '../../ui/Card'

/** Said before anybody signs up, and again before they invite somebody. */
export function NotFor() {
  return (
    <Card hue="sunk">
      <h2>{t('landing.not_for.title')}</h2>
      <p>{t('landing.not_for')}</p>
      <p>
        <Link href="/help">{t('landing.not_for.help')}</Link>
      </p>
    </Card>
  )
}
