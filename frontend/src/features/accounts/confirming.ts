import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { Problem } from '../../api/client'

interface Question {
  Sheet: ComponentType<{ end: (confirmed: boolean) => void }>
  end: (confirmed: boolean) => void
}

/** Whether it is still them: shown by the app over whatever is on the screen. */
export const question = signal<Question | undefined>(undefined)

/**
 * Runs an action. When the server first wants to know that it is still the same person, asks them in a sheet and runs it
 * once more. Whoever closes the sheet gets a Problem with the code `given_up`, which `explain` puts into words.
 */
export async function confirming<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'confirmation_needed') throw error
    if (!(await ask())) throw new Problem(0, { code: 'given_up' })
    return action()
  }
}

async function ask(): Promise<boolean> {
  const { ConfirmSheet } = await import('./ConfirmSheet')
  return new Promise((resolve) => {
    const end = (confirmed: boolean) => {
      question.value = undefined
      resolve(confirmed)
    }
    question.value = { Sheet: ConfirmSheet, end }
  })
}
