import { Icon } from './Icon'

interface Props<V extends string> {
  label: string
  options: readonly { value: V; label: string }[]
  value: V
  onChange: (value: V) => void
}

/** One of several in a sheet: a tap chooses, and whoever asked may close. */
export function Menu<V extends string>({ label, options, value, onChange }: Props<V>) {
  return (
    <ul class="rows menu" aria-label={label}>
      {options.map((option) => {
        const chosen = option.value === value
        return (
          <li key={option.value}>
            <button
              type="button"
              class="item tap"
              aria-pressed={chosen}
              onClick={() => onChange(option.value)}
            >
              <span class="grow">{option.label}</span>
              {chosen && <Icon name="check" />}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
