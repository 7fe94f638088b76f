import { useState } from 'preact/hooks'
import { useResource } from '../../api/resource'
import type { Limit } from '../../api/types'
import { route } from '../../router'
import { partner, space } from '../../stores'
import { Card } from '../../ui/Card'
import { Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { Switch } from '../../ui/Switch'
import { letGo, share } from './act'
import { Back } from './Back'
import { ControlNote } from './ControlNote'
import { date, t } from './i18n'
import { Changes, Said } from './Said'
import { limitPath } from './useBoundaries'
import { them } from './who'

export default function LimitPage() {
  const id = route.value.params.id ?? ''
  const { data, problem, reload } = useResource<Limit>(limitPath(id))
  const newest = data?.wordings[0]
  return (
    <Screen
      title={newest?.words.title || t('boundaries.limit')}
      eyebrow={data && t(data.by_me ? 'boundaries.limit.mine' : 'boundaries.limit.theirs', { name: them() })}
      top={<Back />}
      loading={!data && !problem}
    >
      {!data && problem && <Failure error={problem} again={reload} />}
      {data && newest && (
        <>
          <Card>
            <Said words={newest.words} />
          </Card>
          <ControlNote words={newest.words} />
          {data.by_me && !space.value?.closed && partner.value && (
            <Switch
              label={t('boundaries.limit.shared', { name: them() })}
              help={t('boundaries.limit.shared.help')}
              checked={data.shared}
              onChange={(shared) => void share(data, shared)}
            />
          )}
          <More limit={data} />
        </>
      )}
    </Screen>
  )
}

function More({ limit }: { limit: Limit }) {
  const [reading, setReading] = useState(false)
  const { id, by_me, wordings } = limit
  const mine = by_me && !space.value?.closed
  return (
    <>
      <Rows label={t('boundaries.about')}>
        {mine && <Row label={t('boundaries.limit.reword')} href={`/us/limits/${id}/write`} />}
        {wordings.length > 1 && <Row label={t('boundaries.limit.before')} onClick={() => setReading(true)} />}
        {mine && <Row label={t('boundaries.limit.drop')} onClick={() => letGo(limit)} />}
      </Rows>
      <Sheet open={reading} title={t('boundaries.limit.before')} onClose={() => setReading(false)}>
        <Before limit={limit} />
      </Sheet>
    </>
  )
}

/** The ways it was said, the newest first, each by what it changed. */
function Before({ limit: { by_me, wordings } }: { limit: Limit }) {
  return (
    <ol class="versions">
      {wordings.map(({ words, written_on }, place) => {
        const before = wordings[place + 1]
        return (
          <li key={place} class="version">
            <p class="small quiet">
              {t(by_me ? 'boundaries.limit.written' : 'boundaries.limit.told', { day: date(written_on) })}
            </p>
            {before ? <Changes before={before.words} after={words} /> : <Said words={words} />}
          </li>
        )
      })}
    </ol>
  )
}
