import type { ComponentChildren } from 'preact'
import type { CheckIn, Question } from '../../api/types'
import { maybe, t } from '../../i18n'
import { Button, IconButton } from '../../ui/Button'
import { Screen } from '../../ui/Screen'
import { isBlank, promptOf, type Replies, type Reply } from './answers'
import { hintFor } from './hint'
import { Kind } from './kinds/Kind'
import { Label } from './Label'

interface Props {
  checkIn: CheckIn
  question: Question
  replies: Replies
  top: ComponentChildren
  /** Something to know before the first question. */
  note?: ComponentChildren
  onChange: (reply: Partial<Reply>) => void
  onNext: () => void
  onBack: (() => void) | undefined
}

export function Asking({ checkIn, question, replies, top, note, onChange, onNext, onBack }: Props) {
  const reply = replies[question.id] ?? { value: undefined, shared: question.shared_by_default }
  const prompt = promptOf(question, checkIn.questions, (id) => replies[id]?.value)
  const blank = isBlank(reply.value)
  const hint = hintFor(reply.value)
  return (
    <Screen
      title={prompt}
      eyebrow={maybe(`checkin.section.${question.section}`)}
      top={top}
      step={question.id}
      look="asking"
      lead={question.help && <p class="quiet">{question.help}</p>}
    >
      <form
        class="ask stack"
        onSubmit={(event) => {
          event.preventDefault()
          onNext()
        }}
      >
        {note}
        <Kind
          question={question}
          label={prompt}
          value={reply.value}
          onChange={(value) => onChange({ value })}
        />
        {hint && (
          <p class="small quiet" role="status">
            {hint}
          </p>
        )}
      </form>
      <div class="dock">
        <Label
          withPartner={checkIn.with_partner}
          shared={reply.shared}
          onChange={(shared) => onChange({ shared })}
        />
        <div class="row">
          {onBack && <IconButton icon="back" label={t('checkin.back')} onClick={onBack} />}
          <span class="grow">
            <Button wide look={blank ? 'outline' : 'primary'} onClick={onNext}>
              {t(blank ? 'checkin.skip' : 'checkin.next')}
            </Button>
          </span>
        </div>
      </div>
    </Screen>
  )
}
