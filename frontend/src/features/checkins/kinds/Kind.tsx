import type { Question, Value, Values } from '../../../api/types'
import { t } from '../../../i18n'
import { Button } from '../../../ui/Button'
import { Chips } from '../../../ui/Chips'
import { TextArea } from '../../../ui/Field'
import { Options } from '../../../ui/Segmented'
import { Slider } from '../../../ui/Slider'
import { Appreciations } from './Appreciations'
import { Issue } from './Issue'
import { Promised } from './Promised'
import { Topics } from './Topics'

interface Props {
  question: Question
  label: string
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

/** The control for each kind of question. */
export function Kind({ question, label, value, onChange }: Props) {
  switch (question.kind) {
    case 'scale':
      return (
        <>
          <Slider
            {...question.options}
            label={label}
            value={value as number | undefined}
            onChange={onChange}
          />
          <Clear shown={value !== undefined} onChange={onChange} />
        </>
      )
    case 'choice':
      return (
        <>
          <Options
            label={label}
            options={question.options.choices.map((one) => ({ value: one.key, label: one.label }))}
            value={value as string | undefined}
            onChange={onChange}
          />
          <Clear shown={value !== undefined} onChange={onChange} />
        </>
      )
    case 'feelings':
      return (
        <Feelings
          label={label}
          options={question.options}
          value={value as string[] | undefined}
          onChange={onChange}
        />
      )
    case 'text':
      return (
        <TextArea
          bare
          label={label}
          limit={question.options.limit}
          value={(value as string | undefined) ?? ''}
          placeholder={t('checkin.text.placeholder')}
          onChange={onChange}
        />
      )
    case 'appreciation':
      return (
        <Appreciations options={question.options} value={value as string[] | undefined} onChange={onChange} />
      )
    case 'issue':
      return (
        <Issue options={question.options} value={value as Values['issue'] | undefined} onChange={onChange} />
      )
    case 'topics':
      return (
        <Topics
          label={label}
          options={question.options}
          value={value as Values['topics'] | undefined}
          onChange={onChange}
        />
      )
    case 'promise':
      return (
        <Promised
          label={label}
          options={question.options}
          value={value as Values['promise'] | undefined}
          onChange={onChange}
        />
      )
  }
}

function Clear({ shown, onChange }: { shown: boolean; onChange: (value: undefined) => void }) {
  if (!shown) return null
  return (
    <span class="center">
      <Button look="soft" onClick={() => onChange(undefined)}>
        {t('checkin.clear')}
      </Button>
    </span>
  )
}

function Feelings({
  label,
  options: { words, limit },
  value = [],
  onChange,
}: {
  label: string
  options: { words: { key: string; label: string }[]; limit: number }
  value: string[] | undefined
  onChange: (value: string[]) => void
}) {
  return (
    <>
      <Chips label={label} choices={words} chosen={value} limit={limit} onChange={onChange} />
      {value.length >= limit && (
        <p class="small quiet" role="status">
          {t('checkin.feelings.full')}
        </p>
      )}
    </>
  )
}
