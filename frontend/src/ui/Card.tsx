import type { ComponentChildren } from 'preact'
import type { Hue } from '../api/types'

/** Paper on paper; a person's words lie on that person's hue. */
export function Card({
  hue,
  children,
}: {
  hue?: Hue | 'sunk' | 'trouble' | undefined
  children: ComponentChildren
}) {
  return <div class={`card ${hue ?? ''}`}>{children}</div>
}
