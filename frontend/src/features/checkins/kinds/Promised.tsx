import type { QuestionOptions, Values } from '../../../api/types'
import { t } from '../../../i18n'
import { Field, TextArea } from '../../../ui/Field'
import { today } from '../../../ui/when'

interface Props {
  label: string
  options: QuestionOptions['promise']
  value: Values['promise'] | undefined
  onChange: (value: Values['promise']) => void
}

/** A small thing, with a day if the person likes. */
export function Promised({ label, options: { limit }, value = { text: '', by: null }, onChange }: Props) {
  return (
    <>
      <TextArea
        bare
        label={label}
        limit={limit}
        placeholder={t('checkin.promise.placeholder')}
        value={value.text}
        onChange={(text) => onChange({ ...value, text })}
      />
      <Field
        type="date"
        label={t('checkin.promise.by')}
        min={today()}
        value={value.by ?? ''}
        onChange={(by) => onChange({ ...value, by: by || null })}
      />
    </>
  )
}
