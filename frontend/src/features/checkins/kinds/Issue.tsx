import type { IssuePart, QuestionOptions, Values } from '../../../api/types'
import { t } from '../../../i18n'
import { TextArea } from '../../../ui/Field'

interface Props {
  options: QuestionOptions['issue']
  value: Values['issue'] | undefined
  onChange: (value: Values['issue']) => void
}

const blank: Record<IssuePart, string> = { feeling: '', situation: '', need: '', request: '' }

/** Four beginnings of sentences; any of them may stay empty. */
export function Issue({ options: { limit, parts }, value = blank, onChange }: Props) {
  return (
    <>
      {parts.map((part) => (
        <TextArea
          key={part}
          short
          label={t(`checkin.issue.${part}`)}
          placeholder={t(`checkin.issue.${part}.example`)}
          limit={limit}
          value={value[part]}
          onChange={(words) => onChange({ ...value, [part]: words })}
        />
      ))}
    </>
  )
}
