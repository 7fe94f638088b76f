import type { AgreementSummary, Boundaries, LimitSummary } from '../../api/types'
import { useNote } from '../../offline/notes'
import { Link } from '../../router'
import { space } from '../../stores'
import { LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { t } from './i18n'
import { isUnderWay } from './later'
import type { Words } from './shapes'
import { useBoundaries } from './useBoundaries'
import { them } from './who'
import './boundaries.css'

/** How we want to talk, what we agreed, and what is mine. */
export function OnUs() {
  const { data, problem, reload } = useBoundaries()
  if (!data) return problem ? <Failure error={problem} again={reload} /> : null
  return (
    <>
      <Charter all={data} />
      <Agreed all={data} />
      <Mine all={data} />
    </>
  )
}

const LIVING = ['agreed', 'review_due', 'proposed']
const isLiving = ({ state, id }: AgreementSummary) => LIVING.includes(state) && !isUnderWay(id)

/** What is worth saying of it in a line; never whether somebody lets somebody wait. */
export function lineOf({ open, by_me, holds, state }: AgreementSummary): string | undefined {
  if (open && !by_me) return t(`boundaries.proposal.theirs.${holds ? 'change' : 'new'}`, { name: them() })
  if (open) return t(`boundaries.proposal.mine.${holds ? 'change' : 'new'}`)
  if (state === 'review_due') return t('boundaries.review.title')
  return undefined
}

function Charter({ all }: { all: Boundaries }) {
  const charter = all.agreements.find((one) => one.kind === 'charter' && isLiving(one))
  const href = charter ? `/us/agreements/${charter.id}` : '/us/agreements/new?kind=charter'
  const line = charter && lineOf(charter)
  if (!charter && space.value?.closed) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('boundaries.charter')}</h2>
      {charter ? (
        <Link href={href} class="card charter">
          <p class="words">{charter.gist}</p>
          {line && <p class="small quiet">{line}</p>}
        </Link>
      ) : (
        <Card>
          <p class="quiet">{t('boundaries.charter.empty')}</p>
          <LinkButton look="outline" href={href}>
            {t('boundaries.charter.begin')}
          </LinkButton>
        </Card>
      )}
    </section>
  )
}

function Agreed({ all }: { all: Boundaries }) {
  const reading = Boolean(space.value?.closed)
  const agreements = all.agreements.filter((one) => one.kind === 'agreement')
  const living = agreements.filter(isLiving)
  const earlier = all.agreements.filter((one) => !LIVING.includes(one.state))
  const drafts = all.drafts.filter(({ about }) => all.agreements.every((one) => one.id !== about))
  if (reading && !agreements.length) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('boundaries.agreed')}</h2>
      {!living.length && !reading && <p class="quiet">{t('boundaries.agreed.empty')}</p>}
      <Rows label={t('boundaries.agreed')}>
        {living.map((one) => (
          <Row key={one.id} href={`/us/agreements/${one.id}`} label={one.title} help={lineOf(one)} />
        ))}
        {drafts.map(({ about, words, kind }) => (
          <Row
            key={about}
            href={`/us/agreements/new?draft=${about}`}
            label={words.title || t(`boundaries.new.${kind}`)}
            help={t('boundaries.draft')}
          />
        ))}
        {!reading && <Begun />}
        {!reading && <Row icon="plus" label={t('boundaries.new.agreement')} href="/us/agreements/new" />}
      </Rows>
      {earlier.length > 0 && <Earlier agreements={earlier} />}
    </section>
  )
}

/** Words on this phone that have not reached the server. */
function Begun() {
  const { words } = useNote<{ words: Words } | undefined>('agreement/new/agreement', undefined)
  if (!words) return null
  return (
    <Row
      href="/us/agreements/new"
      label={words.words.title || t('boundaries.new.agreement')}
      help={t('boundaries.begun')}
    />
  )
}

function Earlier({ agreements }: { agreements: AgreementSummary[] }) {
  return (
    <details class="earlier">
      <summary>{t('boundaries.earlier')}</summary>
      <Rows label={t('boundaries.earlier')}>
        {agreements.map((one) => (
          <Row
            key={one.id}
            href={`/us/agreements/${one.id}`}
            label={one.title}
            value={t(`boundaries.state.${one.state as 'ended'}`)}
          />
        ))}
      </Rows>
    </details>
  )
}

function Mine({ all }: { all: Boundaries }) {
  const reading = Boolean(space.value?.closed)
  const limits = all.limits.filter((one) => !isUnderWay(one.id))
  if (reading && !limits.length) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('boundaries.limits')}</h2>
      {!limits.length && <p class="quiet">{t('boundaries.limits.empty')}</p>}
      <Rows label={t('boundaries.limits')}>
        {limits.map((one) => (
          <Row key={one.id} href={`/us/limits/${one.id}`} label={one.title} help={whose(one)} />
        ))}
        {!reading && <Row icon="plus" label={t('boundaries.new.limit')} href="/us/limits/new" />}
      </Rows>
    </section>
  )
}

function whose({ by_me, shared }: LimitSummary): string {
  if (!by_me) return t('boundaries.limit.theirs', { name: them() })
  return t(shared ? 'boundaries.limit.is_told' : 'boundaries.limit.only_me', { name: them() })
}
