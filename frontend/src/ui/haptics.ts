/** A touch one can feel, where the phone has one. */
export function tick(): void {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(8)
}
