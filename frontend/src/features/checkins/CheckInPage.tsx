import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useResource } from '../../api/resource'
import type { CheckIn } from '../../api/types'
import { t } from '../../i18n'
import { outboxState } from '../../offline/drafts'
import { route } from '../../router'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import './checkin.css'
import { Flow } from './Flow'
import { Aside, Closed, OnThisPhone, Sealed } from './Resting'

type Shows = ComponentType<{ checkIn: CheckIn }>

/** The reveal is a chapter of its own, fetched when there is something to reveal. */
function Revealed({ checkIn }: { checkIn: CheckIn }) {
  const [Screens, arrive] = useState<{ Reveal: Shows }>()
  useEffect(() => void import('./Reveal').then(arrive), [])
  return Screens ? <Screens.Reveal checkIn={checkIn} /> : <Screen title={t('nav.loading')} loading />
}

const screens: Record<CheckIn['state'], Shows | undefined> = {
  open: undefined,
  put_aside: Aside,
  sent: Sealed,
  revealed: Revealed,
  closed: Closed,
}

export default function CheckInPage() {
  const { id } = route.value.params
  // On the way to another screen, the address is already that one's.
  return id ? <Page id={id} /> : <Screen title={t('nav.loading')} loading />
}

function Page({ id }: { id: string }) {
  const { data, problem, reload } = useResource<CheckIn>(`/checkins/${id}`)
  const [sentHere, setSent] = useState(false)
  useEffect(() => {
    if (data && data.state !== 'open') setSent(false)
  }, [data])
  if (!data)
    return (
      <Screen
        title={t(problem ? 'ui.failure' : 'nav.loading')}
        top={<TopBar to="/today" />}
        loading={!problem}
      >
        {problem && <Failure error={problem} again={reload} />}
      </Screen>
    )
  const job = outboxState.value.get(id)
  if (job) return <OnThisPhone checkIn={data} job={job} onEdit={() => setSent(false)} />
  // Of a space that has closed since: only this phone still knows it.
  const gone = problem?.code === 'not_found' && data.state !== 'revealed'
  const Other = gone ? Closed : screens[data.state]
  if (Other) return <Other checkIn={data} />
  return sentHere ? <Sealed checkIn={data} /> : <Flow checkIn={data} onSent={() => setSent(true)} />
}
