import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { explain } from '../../api/explain'
import type { CheckIn, Question } from '../../api/types'
import { t } from '../../i18n'
import { sendDraft } from '../../offline/drafts'
import { navigate } from '../../router'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Row, Rows } from '../../ui/Rows'
import { Screen } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { answersFrom, isBlank, promptOf, type Replies, type Reply } from './answers'
import { putAside } from './deferral'
import { Label } from './Label'
import { partnerName } from './names'
import { Said } from './Said'

interface Props {
  checkIn: CheckIn
  replies: Replies
  top: ComponentChildren
  onChange: (question: string, reply: Partial<Reply>) => void
  onEdit: (index: number) => void
  onSent: () => void
}

/** Everything once more, with its label, before it is sent. */
export function Review({ checkIn, replies, top, onChange, onEdit, onSent }: Props) {
  const [busy, setBusy] = useState(false)
  const { id, questions, with_partner } = checkIn
  const given = questions.filter((one) => !isBlank(replies[one.id]?.value))
  const left = questions.filter((one) => isBlank(replies[one.id]?.value))
  const index = (question: Question) => questions.indexOf(question)
  const prompt = (question: Question) => promptOf(question, questions, (id) => replies[id]?.value)
  const send = async () => {
    setBusy(true)
    try {
      await sendDraft(id, { answers: answersFrom(questions, replies) })
      onSent()
    } catch (error) {
      setBusy(false)
      toast(explain(error))
    }
  }
  const lead = with_partner ? t('checkin.review.lead', { name: partnerName() }) : t('checkin.review.alone')
  const aside = async (reason: 'not_ready' | 'skipped') => {
    if (await putAside(id, reason)) navigate('/today')
  }
  return (
    <Screen
      title={t('checkin.review.title')}
      top={top}
      step="review"
      look="reviewing"
      lead={<p class="quiet">{given.length ? lead : t('checkin.review.empty')}</p>}
    >
      {given.map((question) => (
        <Given
          key={question.id}
          prompt={prompt(question)}
          question={question}
          reply={replies[question.id]}
          withPartner={with_partner}
          onEdit={() => onEdit(index(question))}
          onLabel={(shared) => onChange(question.id, { shared })}
        />
      ))}
      {left.length > 0 && (
        <section class="stack tight">
          <h2 class="eyebrow">{t(given.length ? 'checkin.review.left' : 'checkin.review.none')}</h2>
          <Rows>
            {left.map((question) => (
              <Row key={question.id} label={prompt(question)} onClick={() => onEdit(index(question))} />
            ))}
          </Rows>
        </section>
      )}
      <div class="dock">
        {given.length ? (
          <Button wide busy={busy} onClick={send}>
            {t('checkin.send')}
          </Button>
        ) : (
          <Button wide look="outline" onClick={() => aside('skipped')}>
            {t('today.open.skip')}
          </Button>
        )}
        <Button look="soft" wide onClick={() => aside('not_ready')}>
          {t('checkin.not_ready')}
        </Button>
      </div>
    </Screen>
  )
}

interface GivenProps {
  prompt: string
  question: Question
  reply: Reply | undefined
  withPartner: boolean
  onEdit: () => void
  onLabel: (shared: boolean) => void
}

function Given({ prompt, question, reply, withPartner, onEdit, onLabel }: GivenProps) {
  if (reply?.value === undefined) return null
  return (
    <Card>
      <div class="row between given">
        <h2 class="eyebrow">{prompt}</h2>
        <Button look="soft" aria-label={t('checkin.edit.this', { question: prompt })} onClick={onEdit}>
          {t('checkin.edit')}
        </Button>
      </div>
      <Said question={question} value={reply.value} />
      {withPartner && <Label withPartner shared={reply.shared} onChange={onLabel} />}
    </Card>
  )
}
