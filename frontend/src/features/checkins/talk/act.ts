import { explain } from '../../../api/explain'
import { keep, refresh } from '../../../api/resource'
import type { Talk } from '../../../api/types'
import { toast } from '../../../ui/Toast'

/** Does one thing to a talk and shows what it became; when it was too late for that, shows why and what is there now. */
export async function act(id: string, doing: () => Promise<Talk>): Promise<boolean> {
  try {
    const now = await doing()
    keep(`/topics/${id}`, now)
    refresh(`/checkins/${now.check_in}/topics`)
    return true
  } catch (error) {
    refresh(`/topics/${id}`)
    toast(explain(error))
    return false
  }
}
