import { useId } from 'preact/hooks'

interface Option<V extends string> {
  value: V
  label: string
}

interface Props<V extends string> {
  label: string
  options: readonly Option<V>[]
  value: V | undefined
  onChange: (value: V) => void
}

function radios<V extends string>({ label, options, value, onChange }: Props<V>, look: string) {
  const name = useId()
  return (
    <fieldset class={look} aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Two or three short ways, side by side. */
export function Segmented<V extends string>(props: Props<V>) {
  return radios(props, 'segments')
}

/** Longer answers, one below the other. */
export function Options<V extends string>(props: Props<V>) {
  return radios(props, 'options')
}

/** One of several short words. */
export function Picks<V extends string>(props: Props<V>) {
  return radios(props, 'chips picks')
}
