import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { CheckIn } from '../../../api/types'
import { t } from '../../../i18n'
import { goBack, navigate, route } from '../../../router'
import { partner } from '../../../stores'
import { Button, IconButton } from '../../../ui/Button'
import { Mark } from '../../../ui/Mark'
import { Progress } from '../../../ui/Progress'
import { Screen } from '../../../ui/Screen'
import { Asking } from '../Asking'
import '../checkin.css'
import type { Replies } from '../answers'
import type { Draft } from './draft'

/** The whole of it as it will be asked. What is answered here is kept nowhere. */
export function Trying({ draft }: { draft: Draft }) {
  const [replies, setReplies] = useState<Replies>({})
  const { questions } = draft
  const step = Math.min(Math.max(Number(route.value.query.get('try')) || 0, 0), questions.length)
  const question = questions[step]
  const close = () => goBack(at(undefined))
  // One step in the phone's own history, so that back is out of it.
  const turn = (to: number) => navigate(at(to), { replace: true })
  const top = (
    <>
      <span class="start">
        <IconButton icon="close" label={t('own.try.end')} onClick={close} />
      </span>
      <Progress step={step + 1} of={questions.length} counted={Boolean(question)} />
    </>
  )
  if (!question) return <Ending top={top} close={close} />
  return (
    <Asking
      key={question.key}
      checkIn={asIfAsked(draft)}
      question={question}
      replies={replies}
      top={top}
      onChange={(reply) =>
        setReplies((before) => ({
          ...before,
          [question.id]: {
            ...{ value: undefined, shared: question.shared_by_default },
            ...before[question.id],
            ...reply,
          },
        }))
      }
      onNext={() => turn(step + 1)}
      onBack={step > 0 ? () => turn(step - 1) : undefined}
    />
  )
}

function Ending({ top, close }: { top: ComponentChildren; close: () => void }) {
  return (
    <Screen
      title={t('own.try.over')}
      top={top}
      step="over"
      look="resting"
      sign={<Mark size={72} pair />}
      lead={<p class="quiet">{t('own.try.over.text')}</p>}
    >
      <div class="dock">
        <Button wide onClick={close}>
          {t('own.try.end')}
        </Button>
      </div>
    </Screen>
  )
}

/** This screen's address at a step of the trial, or without one. */
function at(step: number | undefined): string {
  const query = new URLSearchParams(route.value.query)
  if (step === undefined) query.delete('try')
  else query.set('try', String(step))
  return `${route.value.path}?${query}`.replace(/\?$/, '')
}

function asIfAsked({ questions, title, about, minutes }: Draft): CheckIn {
  return {
    id: '',
    template: 'own',
    title,
    about,
    minutes,
    question_count: questions.length,
    state: 'open',
    opened_on: '',
    closes_at: '',
    with_partner: Boolean(partner.value),
    questions,
    answers: [],
    reveal: null,
  }
}
