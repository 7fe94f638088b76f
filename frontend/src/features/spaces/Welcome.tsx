import { useState } from 'preact/hooks'
import { navigate } from '../../router'
import { loadSpace, me, partner, space } from '../../stores'
import { AskName, AskZone } from './WelcomePerson'
import { AskReminders, AskRhythm } from './WelcomeRhythm'
import { AskSpace, InvitePartner } from './WelcomeSpace'

/** Name → time zone → a space of one's own or a place in one → when to check in → whether this phone may remind. */
const steps = ['name', 'zone', 'space', 'invite', 'rhythm', 'reminders'] as const
type Step = (typeof steps)[number]

/** Somebody who comes back in the middle goes on where something is still missing. */
function firstStep(): Step {
  if (!me.peek()?.name) return 'name'
  return space.peek() ? 'rhythm' : 'space'
}

export interface StepProps {
  step: number
  of: number
  next: () => void
}

export default function Welcome() {
  const [step, setStep] = useState<Step>(firstStep)
  const at = steps.indexOf(step)
  const next = () => {
    // Whoever joined does not need to invite anybody, and finds the times already agreed.
    const rest = steps
      .slice(at + 1)
      .filter((name) => !(partner.peek() && (name === 'invite' || name === 'rhythm')))
    const following = rest[0]
    if (following) setStep(following)
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
