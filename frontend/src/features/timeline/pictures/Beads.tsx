const WIDE = 240
const STEP = 9
const R = 3.4

export interface Strand {
  label: string
  /** How many beads of each look follow each other. */
  beads: readonly { look: 'full' | 'ring' | 'faint'; count: number }[]
}

function Row({ beads, step }: { beads: Strand['beads']; step: number }) {
  const looks = beads.flatMap(({ look, count }) => Array.from({ length: count }, () => look))
  return (
    <svg viewBox={`0 0 ${WIDE} ${STEP}`} aria-hidden="true">
      {looks.map((look, i) => (
        <circle key={i} class={look} cx={R + 1 + i * step} cy={STEP / 2} r={look === 'full' ? R : R - 0.6} />
      ))}
    </svg>
  )
}

/** A row of beads for each month there is one for; the words beside it say the same. */
export function Beads({ strands, words }: { strands: readonly Strand[]; words: string }) {
  const most = Math.max(1, ...strands.map(({ beads }) => beads.reduce((sum, { count }) => sum + count, 0)))
  const step = Math.min(STEP, (WIDE - 2 * R - 2) / most)
  return (
    <div class="strands" role="img" aria-label={words}>
      {strands.map(({ label, beads }) => (
        <div key={label} class="strand">
          <span class="small quiet">{label}</span>
          <Row beads={beads} step={step} />
        </div>
      ))}
    </div>
  )
}
