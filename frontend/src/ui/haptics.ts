/** A touch one can feel, where the phone has one. */
export function tick(): void {
  navigator.vibrate?.(8)
}
