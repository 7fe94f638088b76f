import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { keep, refresh } from '../../api/resource'
import type { Schedule } from '../../api/types'
import { toast } from '../../ui/Toast'

/** What follows from the times the two of them share. */
function refreshWhatFollows(): void {
  refresh('/today')
  refresh('/upcoming')
}

/** Puts the list in order on this phone at once. */
export function settle(schedules: Schedule[]): void {
  keep('/schedules', schedules)
  refreshWhatFollows()
}

/** Does something to the shared times and looks at them anew; says so when it could not be done. */
export async function during<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    toast(explain(error))
    return undefined
  } finally {
    await api.get<Schedule[]>('/schedules').then(settle, () => undefined)
    refresh('/rests')
  }
}
