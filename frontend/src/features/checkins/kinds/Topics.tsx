import type { QuestionOptions, Values } from '../../../api/types'
import { t } from '../../../i18n'
import { Chips } from '../../../ui/Chips'
import { Field } from '../../../ui/Field'

interface Props {
  label: string
  options: QuestionOptions['topics']
  value: Values['topics'] | undefined
  onChange: (value: Values['topics']) => void
}

const none: Values['topics'] = { chosen: [], own: '' }

export function Topics({ label, options: { topics, limit }, value = none, onChange }: Props) {
  return (
    <>
      <Chips
        label={label}
        choices={topics}
        chosen={value.chosen}
        onChange={(chosen) => onChange({ ...value, chosen })}
      />
      <Field
        label={t('checkin.topics.own')}
        maxLength={limit}
        value={value.own}
        onChange={(own) => onChange({ ...value, own })}
      />
    </>
  )
}
