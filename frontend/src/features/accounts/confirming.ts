import { Problem } from '../../api/client'

/**
 * Runs an action. When the server first wants to know that it is still the same person, asks them in a sheet and runs it
 * once more. Whoever closes the sheet gets a Problem with the code `given_up`, which `explain` puts into words.
 */
export async function confirming<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'confirmation_needed') throw error
    const { confirmInSheet } = await import('./ConfirmSheet')
    if (!(await confirmInSheet())) throw new Problem(0, { code: 'given_up' })
    return action()
  }
}
