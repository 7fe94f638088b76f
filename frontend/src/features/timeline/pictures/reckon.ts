/** The arithmetic of a picture; nothing here knows what is drawn. */

export interface Spot {
  x: number
  y: number
}

/** A line through all of them that never swings higher or lower than they are (Fritsch and Carlson). */
export function smooth(spots: readonly Spot[]): string {
  const [first] = spots
  if (!first) return ''
  const slopes = spots.slice(1).map((spot, i) => {
    const before = spots[i] as Spot
    return (spot.y - before.y) / (spot.x - before.x || 1)
  })
  const lean = spots.map((_, i) => {
    const before = slopes[i - 1] ?? slopes[i] ?? 0
    const after = slopes[i] ?? before
    if (before * after <= 0) return 0
    return (2 * before * after) / (before + after)
  })
  const steps = spots.slice(1).map((spot, i) => {
    const from = spots[i] as Spot
    const third = (spot.x - from.x) / 3
    const leave = from.y + third * (lean[i] ?? 0)
    const arrive = spot.y - third * (lean[i + 1] ?? 0)
    return `C${round(from.x + third)} ${round(leave)} ${round(spot.x - third)} ${round(arrive)} ${round(spot.x)} ${round(spot.y)}`
  })
  return `M${round(first.x)} ${round(first.y)}${steps.join('')}`
}

const round = (value: number) => Math.round(value * 10) / 10

export type Course = 'rose' | 'rose_little' | 'same' | 'fell_little' | 'fell'

const LITTLE = 0.5
const MUCH = 1.5

/** How the last third lies beside the first. */
export function courseOf(values: readonly number[]): Course {
  const third = Math.max(1, Math.floor(values.length / 3))
  const change = mean(values.slice(-third)) - mean(values.slice(0, third))
  if (Math.abs(change) < LITTLE) return 'same'
  const little = Math.abs(change) < MUCH
  if (change > 0) return little ? 'rose_little' : 'rose'
  return little ? 'fell_little' : 'fell'
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
