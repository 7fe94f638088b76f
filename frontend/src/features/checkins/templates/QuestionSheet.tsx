import { useState } from 'preact/hooks'
import type { Kind as KindName, Question, Value } from '../../../api/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { TextArea } from '../../../ui/Field'
import { Segmented } from '../../../ui/Segmented'
import { Sheet } from '../../../ui/Sheet'
import { Pick } from '../../accounts/Pick'
import { Kind } from '../kinds/Kind'
import { kinds, LONGEST, ofKind } from './draft'
import { Options } from './Options'

interface Props {
  question: Question | undefined
  taken: readonly Question[]
  onChange: (question: Question) => void
  onClose: () => void
}

/** One question: what it asks, what kind of answer it wants, and how that looks. */
export function QuestionSheet({ question, taken, onChange, onClose }: Props) {
  return (
    <Sheet open={question !== undefined} title={t('own.question')} onClose={onClose}>
      {question && (
        <>
          <Words question={question} taken={taken} onChange={onChange} />
          <Options question={question} onChange={onChange} />
          <Default question={question} onChange={onChange} />
          <Example key={question.kind} question={question} />
          <Button wide onClick={onClose}>
            {t('ui.done')}
          </Button>
        </>
      )}
    </Sheet>
  )
}

export interface Changing {
  question: Question
  onChange: (question: Question) => void
}

function Words({ question, taken, onChange }: Changing & { taken: readonly Question[] }) {
  return (
    <>
      <TextArea
        short
        label={t('own.prompt')}
        limit={LONGEST.prompt}
        value={question.prompt}
        placeholder={t(`own.prompt.${question.kind}`)}
        onChange={(prompt) => onChange({ ...question, prompt })}
      />
      <TextArea
        short
        label={t('own.help')}
        limit={LONGEST.prompt}
        value={question.help}
        onChange={(help) => onChange({ ...question, help })}
      />
      <Pick
        label={t('own.kind')}
        value={question.kind}
        options={kinds.map((kind) => ({ value: kind, label: t(`own.kind.${kind}`) }))}
        onChange={(kind) => onChange(ofKind(question, kind as KindName, taken))}
      />
    </>
  )
}

/** Each may change it for every answer; this is only where it begins. */
function Default({ question, onChange }: Changing) {
  return (
    <div class="field">
      <span class="label" aria-hidden="true">
        {t('own.default')}
      </span>
      <Segmented
        label={t('own.default')}
        value={question.shared_by_default ? 'shared' : 'kept'}
        options={[
          { value: 'shared', label: t('checkin.label.shared') },
          { value: 'kept', label: t('own.kept') },
        ]}
        onChange={(value) => onChange({ ...question, shared_by_default: value === 'shared' })}
      />
      <p class="help">{t('own.default.help')}</p>
    </div>
  )
}

/** As the two of them will see it; what is tried here goes nowhere. */
function Example({ question }: { question: Question }) {
  const [value, setValue] = useState<Value>()
  const prompt = question.prompt || t('own.unwritten')
  return (
    <section class="card sunk example" aria-label={t('own.example')}>
      <p class="eyebrow">{t('own.example')}</p>
      <p class="words">{prompt}</p>
      {question.help && <p class="small quiet">{question.help}</p>}
      <Kind question={question} label={prompt} value={value} onChange={setValue} />
    </section>
  )
}
