import type { SmallPromise } from '../../api/types'
import { t } from '../../i18n'
import { space } from '../../stores'
import { Row, Rows } from '../../ui/Rows'
import { sentence } from '../../ui/when'
import { placeOf } from './acts'
import { dayOf } from './words'

interface Props {
  label: string
  promises: readonly SmallPromise[]
  /** Nothing is said of the day where the heading says it. */
  dated?: boolean
}

/** Promises, each a line that opens. */
export function Lines({ label, promises, dated = true }: Props) {
  return (
    <Rows label={label}>
      {promises.map((promise) => (
        <Row
          key={promise.id}
          href={placeOf(promise.id)}
          label={<span class="words">{promise.text}</span>}
          help={about(promise, dated)}
        />
      ))}
    </Rows>
  )
}

function about(promise: SmallPromise, dated: boolean): string {
  const day = promise.outcome ? ended(promise) : dated && dayOf(promise)
  const eyes = promise.mine && !promise.shared && t('promise.only_you')
  return sentence([day, eyes].filter(Boolean).join(' · '))
}

/** Who said so stands with it. */
function ended({ mine, outcome }: SmallPromise): string {
  if (!outcome) return ''
  if (mine) return t(`promise.you.${outcome.became}`)
  const name = space.value?.members.find((member) => !member.is_me)?.name
  return name ? t(`promise.they.${outcome.became}`, { name }) : t(`promise.was.${outcome.became}`)
}
