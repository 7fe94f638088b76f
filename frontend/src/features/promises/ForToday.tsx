import { useResource } from '../../api/resource'
import type { Promises } from '../../api/types'
import { t } from '../../i18n'
import { today } from '../../ui/when'
import { Lines } from './Lines'

/** What I meant to do today, as a plain line. */
export function ForToday() {
  const { data } = useResource<Promises>('/promises')
  const mine = data?.open.filter((one) => one.mine && one.by === today()) ?? []
  if (!mine.length) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('promise.for_today')}</h2>
      <Lines label={t('promise.for_today')} promises={mine} dated={false} />
    </section>
  )
}
