import { useState } from 'preact/hooks'
import type { Span } from '../../../api/types'
import { t } from '../../../i18n'
import { space } from '../../../stores'
import { Button } from '../../../ui/Button'
import { Card } from '../../../ui/Card'
import { Empty, Failure } from '../../../ui/Empty'
import { Screen, TopBar } from '../../../ui/Screen'
import { Segmented } from '../../../ui/Segmented'
import { Closeness } from './Closeness'
import { useConsent } from './consent'
import { Promises } from './Promises'
import { Rhythm } from './Rhythm'
import '../timeline.css'

const SPANS: readonly Span[] = ['half_year', 'year', 'ten_years']

function All({ onStop }: { onStop: () => void }) {
  const [span, setSpan] = useState<Span>('half_year')
  return (
    <>
      <Segmented
        label={t('pictures.span')}
        options={SPANS.map((one) => ({ value: one, label: t(`pictures.span.${one}`) }))}
        value={span}
        onChange={setSpan}
      />
      <Closeness span={span} />
      <Rhythm />
      <Promises />
      <div class="stack tight">
        <p class="small quiet">{t('pictures.on.help')}</p>
        <Button look="outline" onClick={onStop}>
          {t('pictures.stop')}
        </Button>
      </div>
    </>
  )
}

/** What they are and what they are not, before anybody says yes. */
function Explained({ mine, say }: { mine: boolean; say: (wanted: boolean) => void }) {
  return (
    <Card>
      <p>{t('pictures.what')}</p>
      <ul class="plain">
        <li>{t('pictures.what.both')}</li>
        <li>{t('pictures.what.shared')}</li>
        <li>{t('pictures.what.no_score')}</li>
        <li>{t('pictures.what.back')}</li>
      </ul>
      {mine && <p>{t('pictures.mine')}</p>}
      {mine ? (
        <Button look="outline" onClick={() => say(false)}>
          {t('pictures.stop')}
        </Button>
      ) : (
        <Button onClick={() => say(true)}>{t('pictures.want')}</Button>
      )}
    </Card>
  )
}

export default function Pictures() {
  const { consent, problem, reload, say } = useConsent()
  const closed = space.value?.closed
  return (
    <Screen
      title={t('pictures.title')}
      top={<TopBar to="/timeline" />}
      loading={!consent && !problem}
      lead={<p class="quiet">{t('pictures.lead')}</p>}
    >
      {closed ? (
        <Empty text={t('pictures.closed')} />
      ) : !consent ? (
        problem && <Failure error={problem} again={reload} />
      ) : consent.on ? (
        <All onStop={() => void say(false)} />
      ) : (
        <Explained mine={consent.mine} say={(wanted) => void say(wanted)} />
      )}
    </Screen>
  )
}
