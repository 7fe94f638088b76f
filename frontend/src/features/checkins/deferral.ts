import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { keep, refresh } from '../../api/resource'
import type { CheckIn } from '../../api/types'
import { t } from '../../i18n'
import { toast } from '../../ui/Toast'

type Reason = 'not_ready' | 'skipped'

/** Puts a check-in aside: no questions asked, and one tap brings it back. */
export async function putAside(id: string, reason: Reason): Promise<boolean> {
  const done = await change(id, () => api.put<CheckIn>(`/checkins/${id}/deferral`, { reason }))
  if (done) toast(t(`checkin.aside.${reason}`), () => void takeUp(id))
  return done
}

export function takeUp(id: string): Promise<boolean> {
  return change(id, () => api.del<CheckIn>(`/checkins/${id}/deferral`))
}

/** Back from sealed to a draft; only possible until the reveal. */
export function takeBack(id: string): Promise<boolean> {
  return change(id, () => api.del<CheckIn>(`/checkins/${id}/sending`))
}

async function change(id: string, act: () => Promise<CheckIn>): Promise<boolean> {
  try {
    const now = await act()
    keep(`/checkins/${now.id}`, now)
    refresh('/today')
    return true
  } catch (error) {
    // What stands in the way (it has opened, it has closed) is best seen.
    refresh(`/checkins/${id}`)
    toast(explain(error))
    return false
  }
}
