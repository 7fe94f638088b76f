import { useEffect } from 'preact/hooks'
import { t } from '../../i18n'
import { navigate, route } from '../../router'
import { loadSpace, me, partner, space } from '../../stores'
import { Failure } from '../../ui/Empty'
import { Screen } from '../../ui/Screen'
import type { StepProps } from './step'
import { useSpace } from './useSpace'
import { AskName, AskZone } from './WelcomePerson'
import { AskReminders, AskRhythm } from './WelcomeRhythm'
import { AskSpace, InvitePartner } from './WelcomeSpace'

/** Name → time zone → a space of one's own or a place in one → when to check in → whether this phone may remind. */
const steps = ['name', 'zone', 'space', 'invite', 'rhythm', 'reminders'] as const
type Step = (typeof steps)[number]

/** Somebody who comes back in the middle goes on where something is still missing. */
function firstStep(): Step {
  if (!me.peek()?.name) return 'name'
  if (partner.peek()) return 'reminders'
  return hasSpace() ? 'rhythm' : 'space'
}

/** A closed one is left by making or joining another. */
const hasSpace = () => Boolean(space.value && !space.value.closed)

/** Each step needs what the ones before it brought; a space is made once. */
function fits(step: Step): boolean {
  if (step === 'name') return true
  if (!me.value?.name) return false
  return step === 'zone' || (step === 'space') === !hasSpace()
}

/** The step is in the address, so that the phone's own back and a reload stay inside the welcome. */
function stepNow(): Step {
  const asked = steps.find((step) => step === route.value.query.get('step'))
  return asked && fits(asked) ? asked : firstStep()
}

const address = (step: Step) => `/welcome?step=${step}`

export default function Welcome() {
  const { home, problem, again } = useSpace()
  if (me.value && home !== undefined) return <Steps />
  return (
    <Screen title={t(problem ? 'ui.failure' : 'nav.loading')} loading={!problem}>
      <Failure error={problem} again={again} />
    </Screen>
  )
}

function Steps() {
  const step = stepNow()
  const at = steps.indexOf(step)
  useEffect(() => navigate(address(step), { replace: true }), [])
  const next = () => {
    // Whoever joined does not need to invite anybody, and finds the times already agreed.
    const rest = steps
      .slice(at + 1)
      .filter((name) => !(partner.peek() && (name === 'invite' || name === 'rhythm')))
    const following = rest[0]
    // Back never leads to the making of a space that is made.
    if (following) navigate(address(following), { replace: step === 'space' })
    else void loadSpace().finally(() => navigate('/today', { replace: true }))
  }
  const props: StepProps = { step: at + 1, of: steps.length, next }
  if (step === 'name') return <AskName {...props} />
  if (step === 'zone') return <AskZone {...props} />
  if (step === 'space') return <AskSpace {...props} />
  if (step === 'invite') return <InvitePartner {...props} />
  if (step === 'rhythm') return <AskRhythm {...props} />
  return <AskReminders {...props} />
}
