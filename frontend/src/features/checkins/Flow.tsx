import { useEffect, useRef } from 'preact/hooks'
import type { CheckIn } from '../../api/types'
import { t } from '../../i18n'
import { goBack, navigate, route } from '../../router'
import { IconButton } from '../../ui/Button'
import { Progress } from '../../ui/Progress'
import { Screen } from '../../ui/Screen'
import { Asking } from './Asking'
import { Review } from './Review'
import { Returned } from './talk/Returned'
import { useReplies } from './useReplies'

function Top({ step, of }: { step: number; of: number }) {
  const review = step > of
  return (
    <>
      <span class="start">
        <IconButton icon="close" label={t('checkin.leave')} onClick={() => navigate('/today')} />
      </span>
      <Progress step={step} of={of} counted={!review} />
    </>
  )
}

/** Whether the screen before in the phone's own history is the question before: then back is really back. */
function useTrail(step: number): (before: number) => boolean {
  const trail = useRef<number[]>([])
  if (trail.current.at(-2) === step) trail.current.pop()
  else if (trail.current.at(-1) !== step) trail.current.push(step)
  return (before) => trail.current.at(-2) === before
}

/** One question on a screen, then everything once more. The step is in the address, so the phone's own back works. */
export function Flow({ checkIn, onSent }: { checkIn: CheckIn; onSent: () => void }) {
  const { questions } = checkIn
  const { replies, from, change, stepTo } = useReplies(checkIn)
  const asked = route.value.query.get('step')
  const step = Math.min(Math.max(Number(asked ?? from) || 0, 0), questions.length)
  const at = (next: number) => `/checkins/${checkIn.id}?step=${next}`
  const question = questions[step]
  const cameFrom = useTrail(step)
  const back = () => (cameFrom(step - 1) ? goBack(at(step - 1)) : navigate(at(step - 1), { replace: true }))

  useEffect(() => {
    if (!replies) return
    if (asked === null) navigate(at(step), { replace: true })
    else stepTo(step)
  }, [step, asked === null, replies === undefined])

  if (!replies) return <Screen title={t('nav.loading')} loading />
  const top = <Top step={step + 1} of={questions.length} />
  if (!question)
    return (
      <Review
        checkIn={checkIn}
        replies={replies}
        top={top}
        onChange={change}
        onEdit={(index) => navigate(at(index))}
        onSent={onSent}
      />
    )
  return (
    <Asking
      key={question.id}
      checkIn={checkIn}
      question={question}
      replies={replies}
      top={top}
      note={step === 0 && checkIn.with_partner && <Returned checkIn={checkIn.id} />}
      onChange={(reply) => change(question.id, reply)}
      onNext={() => navigate(at(step + 1))}
      onBack={step > 0 ? back : undefined}
    />
  )
}
