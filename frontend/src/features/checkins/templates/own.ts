import { kept, useResource } from '../../../api/resource'
import type { OwnTemplate } from '../../../api/types'
import { maybe, t } from '../../../i18n'
import { space } from '../../../stores'

export const OWN = '/space/templates'
const none: OwnTemplate[] = []

/** The space's own, the newest version of each. Somebody without a space has none. */
export function useOwn() {
  const { data, problem, reload, set } = useResource<OwnTemplate[]>(OWN)
  const all = data ?? (problem?.code === 'no_space' ? none : undefined)
  return { all, offered: all?.filter((one) => !one.put_away) ?? none, problem, reload, set }
}

/** What a check-in is called, as a title: built in, or by the two themselves. */
export function titleOf(slug: string): string {
  const own = kept<OwnTemplate[]>(OWN)?.find((one) => one.slug === slug)
  return maybe(`nav.start.${slug}`) ?? own?.title ?? t('own.one')
}

/** In a closed space there is only reading. */
export const canWrite = () => Boolean(space.value && !space.value.closed)
