import type { Choice } from '../api/types'
import { tick } from './haptics'

interface Props {
  label: string
  choices: readonly Choice[]
  chosen: readonly string[]
  limit?: number
  /** Seven in a row. */
  week?: boolean
  onChange: (chosen: string[]) => void
}

/** Any number of small words; past the limit the others rest until one is let go. */
export function Chips({
  label,
  choices,
  chosen,
  limit = Number.POSITIVE_INFINITY,
  week = false,
  onChange,
}: Props) {
  const full = chosen.length >= limit
  const toggle = (key: string) => {
    if (chosen.includes(key)) onChange(chosen.filter((other) => other !== key))
    else if (!full) onChange([...chosen, key])
    tick()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex box everywhere
    <div class={week ? 'chips week' : 'chips'} role="group" aria-label={label}>
      {choices.map(({ key, label: word }) => (
        <button
          key={key}
          type="button"
          class="chip"
          aria-pressed={chosen.includes(key)}
          aria-disabled={full && !chosen.includes(key)}
          onClick={() => toggle(key)}
        >
          {word}
        </button>
      ))}
    </div>
  )
}
