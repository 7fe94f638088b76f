import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { keep, refresh } from '../../api/resource'
import type { SmallPromise } from '../../api/types'
import { t } from '../../i18n'
import { toast } from '../../ui/Toast'

export const placeOf = (id: string) => `/promises/${id}`

/** What stands on other screens follows from it. */
export function settle(promise?: SmallPromise): void {
  if (promise) keep(placeOf(promise.id), promise)
  refresh('/promises')
  refresh('/timeline')
}

/** Does something with a promise; says so when it could not be done, and looks at what is there now. */
export async function during<T>(id: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    toast(explain(error))
    refresh(placeOf(id))
    return undefined
  }
}

async function changed(id: string, work: () => Promise<SmallPromise>): Promise<SmallPromise | undefined> {
  const promise = await during(id, work)
  if (promise) settle(promise)
  return promise
}

export const reopen = (id: string) => changed(id, () => api.del<SmallPromise>(`${placeOf(id)}/outcome`))

export const alter = (id: string, change: { shared?: boolean; remind?: boolean }) =>
  changed(id, () => api.patch<SmallPromise>(placeOf(id), change))

/** Kept or let go; either is taken back with one tap. */
export async function say(id: string, became: 'kept' | 'let_go'): Promise<boolean> {
  const promise = await changed(id, () => api.put<SmallPromise>(`${placeOf(id)}/outcome`, { became }))
  if (promise) toast(t(`promise.said.${became}`), () => void reopen(id))
  return promise !== undefined
}

/** Taken back; what it had taken the place of is open again. */
export async function takeBack({ id, follows }: SmallPromise): Promise<boolean> {
  const done = await during(id, async () => {
    await api.del(placeOf(id))
    return true
  })
  if (!done) return false
  if (follows) refresh(placeOf(follows))
  settle()
  return true
}
