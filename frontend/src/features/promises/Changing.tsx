import { api } from '../../api/client'
import { useResource } from '../../api/resource'
import type { SmallPromise } from '../../api/types'
import { t } from '../../i18n'
import { navigate, route } from '../../router'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { placeOf, settle, takeBack } from './acts'
import { Form, type Written } from './Form'

/** Another one in its place: smaller, later, or put differently. */
export default function Changing() {
  const id = route.value.params.id ?? ''
  const { data, problem, reload } = useResource<SmallPromise>(placeOf(id))
  return (
    <Screen
      title={t('promise.changing')}
      top={<TopBar to={placeOf(id)} />}
      loading={!data && !problem}
      lead={<p class="quiet">{t('promise.changing.help')}</p>}
    >
      {data ? <Change promise={data} /> : <Failure error={problem} again={() => void reload()} />}
    </Screen>
  )
}

function Change({ promise }: { promise: SmallPromise }) {
  const { text, by, shared, remind } = promise
  const send = async (words: Written, key: string) => {
    const { text, by, remind } = words
    const place = `${placeOf(promise.id)}/renegotiation`
    const instead = await api.post<SmallPromise>(place, { text, by, remind }, key)
    settle(instead)
    navigate(placeOf(instead.id), { replace: true })
    toast(t('promise.changed'), () => void undo(instead, promise.id))
  }
  return (
    <Form
      note={`promise/${promise.id}`}
      first={{ text, by, shared, remind }}
      eyes={false}
      go={t('ui.save')}
      send={send}
    />
  )
}

async function undo(instead: SmallPromise, before: string): Promise<void> {
  if (await takeBack(instead)) navigate(placeOf(before), { replace: true })
}
