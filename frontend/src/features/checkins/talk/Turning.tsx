import type { Hue } from '../../../api/types'
import { Mark } from '../../../ui/Mark'

/** Two people leaning towards each other; whoever speaks is drawn clearly. Swapping, they turn. */
export function Turning({ speaks, swaps = false }: { speaks?: Hue | undefined; swaps?: boolean }) {
  return (
    <span class={`turning ${speaks ?? ''} ${swaps ? 'swaps' : ''}`}>
      <Mark size={64} pair />
    </span>
  )
}
