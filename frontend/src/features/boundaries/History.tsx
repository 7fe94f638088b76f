import { useResource } from '../../api/resource'
import type { Agreement, AgreementVersion } from '../../api/types'
import { route } from '../../router'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { date, t } from './i18n'
import { Changes, Said } from './Said'
import { agreementPath } from './useBoundaries'
import { hueOf, them } from './who'

/** How it came to be: each version, and what it changed of the one before that held or was answered. */
export default function History() {
  const id = route.value.params.id ?? ''
  const { data, problem, reload } = useResource<Agreement>(agreementPath(id))
  return (
    <Screen
      title={t('boundaries.history')}
      eyebrow={data?.title}
      top={<TopBar to={`/us/agreements/${id}`} />}
      loading={!data && !problem}
    >
      {!data && problem && <Failure error={problem} again={reload} />}
      <ol class="versions">
        {data?.versions.map((version, place) => (
          <One key={version.id} version={version} before={basis(data, place)} />
        ))}
      </ol>
    </Screen>
  )
}

/** What somebody had before them who wrote this: an open proposal that this one took the place of, else what held. */
function basis({ versions }: Agreement, place: number): AgreementVersion | undefined {
  const earlier = versions.slice(place + 1)
  const last = earlier[0]
  if (last?.standing === 'countered' || last?.standing === 'withdrawn') return last
  return earlier.find((one) => ['agreed', 'superseded', 'ended'].includes(one.standing)) ?? last
}

function One({ version, before }: { version: AgreementVersion; before: AgreementVersion | undefined }) {
  const { by_me, proposed_on, settled_on, standing } = version
  const words = version.words
  return (
    <li class={`version ${hueOf(by_me) ?? ''}`}>
      <h2 class="who">
        {t(`boundaries.by.${by_me ? 'me' : 'them'}`, { name: them(), day: date(proposed_on) })}
      </h2>
      <p class="small quiet">
        {t(`boundaries.standing.${standing}`, { day: date(settled_on ?? proposed_on) })}
      </p>
      {before ? <Changes before={before.words} after={words} /> : <Said words={words} />}
    </li>
  )
}
