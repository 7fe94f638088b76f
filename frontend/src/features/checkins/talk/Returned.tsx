import { useResource } from '../../../api/resource'
import type { TalkTopic } from '../../../api/types'
import { list, t } from '../../../i18n'
import { subjectOf } from './subject'

/** A plain line at the start of a check-in: what was parked until now comes up again. */
export function Returned({ checkIn }: { checkIn: string }) {
  const { data = [] } = useResource<TalkTopic[]>(`/checkins/${checkIn}/topics`)
  const back = data.filter((one) => one.check_in !== checkIn && one.return_on && !one.settled)
  if (!back.length) return null
  const words = list(back.map((one) => t('ui.quote', { words: subjectOf(one) })))
  return <p class="small quiet">{t('talk.returned.line', { words })}</p>
}
