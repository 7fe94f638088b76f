import { Problem } from '../../api/client'
import { useResource } from '../../api/resource'
import type { Today as TodayData } from '../../api/types'
import { t } from '../../i18n'
import { Failure } from '../../ui/Empty'
import { Mark } from '../../ui/Mark'
import { Screen } from '../../ui/Screen'
import { dayAndPart, sentence } from '../../ui/when'
import { Proposed } from '../boundaries/OnToday'
import { Asks } from '../notifications/Asks'
import { ForToday } from '../promises/ForToday'
import { Asked } from '../successes/Asked'
import { Closed, ComingUp, Good, Others } from './Below'
import { Alone, headline, mainThing, Offer } from './Offer'

function Below({ today }: { today: TodayData }) {
  return (
    <>
      <Asks />
      <Asked />
      <ForToday />
      <Others today={today} />
      <Proposed />
      <Closed today={today} />
      {today.good_thing && <Good thing={today.good_thing} />}
      <ComingUp today={today} />
    </>
  )
}

export default function Today() {
  const { data, problem, reload } = useResource<TodayData>('/today')
  const alone = problem instanceof Problem && problem.code === 'no_space'
  const thing = data && mainThing(data)
  const title = alone ? t('today.alone.title') : problem && !data ? t('nav.today') : headline(thing)
  return (
    <Screen
      title={title}
      eyebrow={sentence(dayAndPart(new Date()))}
      top={<Mark />}
      loading={!data && !problem}
      look="today"
    >
      {alone && <Alone />}
      {!data && problem && !alone && <Failure error={problem} again={reload} />}
      {data && !alone && (
        <>
          <Offer thing={thing} />
          <Below today={data} />
        </>
      )}
    </Screen>
  )
}
