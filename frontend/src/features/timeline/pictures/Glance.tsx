import { t } from '../../../i18n'
import { Row, Rows } from '../../../ui/Rows'
import { Closeness } from './Closeness'
import { useConsent } from './consent'

/** Above the line: the nearest picture while there are any, and the way to the others or to wanting them. */
export function Glance() {
  const { consent } = useConsent()
  if (!consent) return null
  return (
    <div class="stack">
      {consent.on && <Closeness span="half_year" />}
      <Rows label={t('pictures.title')}>
        <Row
          icon="chart"
          href="/timeline/pictures"
          label={t(consent.on ? 'pictures.all' : 'pictures.title')}
        />
      </Rows>
    </div>
  )
}
