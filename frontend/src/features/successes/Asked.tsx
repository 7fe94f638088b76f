import { useResource } from '../../api/resource'
import type { SuccessesPage } from '../../api/types'
import { Ours } from './Ours'

/** On Today: the latest thing the other calls yours together, if there is one to say something to. */
export function Asked() {
  const { data } = useResource<SuccessesPage>('/successes')
  const asked = data?.items.find((success) => success.asks)
  return asked ? <Ours success={asked} /> : null
}
