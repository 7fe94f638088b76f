/** Where a screen of the welcome stands among the others, and how it hands on. */
export interface StepProps {
  step: number
  of: number
  next: () => void
}
