import { useResource } from '../../../api/resource'
import type { Talk } from '../../../api/types'
import { t } from '../../../i18n'
import { route } from '../../../router'
import { space } from '../../../stores'
import { Failure } from '../../../ui/Empty'
import { Screen, TopBar } from '../../../ui/Screen'
import '../checkin.css'
import { Beginning, BothHeard, Hearing, Listening, Resting, Speaking, Talked } from './Stages'
import './talk.css'
import { useNews } from './useNews'

export default function TalkPage() {
  const { topic } = route.value.params
  return topic ? <Page id={topic} /> : <Screen title={t('nav.loading')} loading />
}

function Page({ id }: { id: string }) {
  const path = `/topics/${id}`
  const { data: talk, problem, reload } = useResource<Talk>(path)
  const closed = space.value?.closed ?? false
  useNews<Talk>(path, talk !== undefined && !closed)
  if (!talk)
    return (
      <Screen
        title={t(problem ? 'ui.failure' : 'nav.loading')}
        top={<TopBar to="/today" />}
        loading={!problem}
      >
        {problem && <Failure error={problem} again={reload} />}
      </Screen>
    )
  if (talk.settled || closed) return <Talked talk={talk} closed={closed} />
  const can = new Set(talk.may)
  if (can.has('say_back')) return <Listening talk={talk} />
  if (can.has('hear')) return <Hearing talk={talk} />
  const wantsToSay = route.value.query.has('say')
  if (can.has('say') && (talk.stage === 'swap' || wantsToSay)) return <Speaking talk={talk} />
  if (talk.stage === 'open') return <Beginning talk={talk} />
  if (talk.stage === 'both_heard') return <BothHeard talk={talk} />
  return <Resting talk={talk} />
}
