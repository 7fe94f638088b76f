import type { Hue } from '../api/types'

/** The first letter of a name in its hue; the name itself stands beside it. */
export function Avatar({ name, hue }: { name: string; hue?: Hue | undefined }) {
  const letter = [...name.trim()][0]?.toLocaleUpperCase() ?? '·'
  return (
    <span class={`avatar ${hue ?? ''}`} aria-hidden="true">
      {letter}
    </span>
  )
}
