import { Labelled } from '../../ui/Field'

interface Props {
  label: string
  help?: string | undefined
  value: string
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** The phone's own list, which everybody can already use. */
export function Pick({ label, help, value, options, onChange }: Props) {
  return (
    <Labelled label={label} help={help}>
      {(tied) => (
        <select
          {...(tied as object)}
          class="input pick"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}
