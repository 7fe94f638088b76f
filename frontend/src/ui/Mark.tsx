/** Two arcs that lean towards each other, and the small light between them. */
export function Mark({ size = 40, pair = false }: { size?: number; pair?: boolean }) {
  return (
    <svg
      class={pair ? 'mark pair' : 'mark'}
      width={size}
      height={size}
      viewBox="0 0 48 48"
      aria-hidden="true"
    >
      <circle class="light" cx="24" cy="25" r="5" />
      <path class="one" d="M20 7C9.5 13 8.5 33 15.5 41" />
      <path class="other" d="M28 7C38.5 13 39.5 33 32.5 41" />
    </svg>
  )
}
