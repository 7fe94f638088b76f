import { api } from '../../api/client'
import { explain } from '../../api/explain'
import type { Person } from '../../api/types'
import { me } from '../../stores'
import { toast } from '../../ui/Toast'

export type Changes = Partial<Omit<Person, 'id' | 'email' | 'recovery'>>

/** Shows the change at once, and takes it back when the server could not keep it. */
export async function change(changes: Changes): Promise<boolean> {
  const before = me.peek()
  if (!before) return false
  me.value = { ...before, ...changes }
  try {
    me.value = await api.patch<Person>('/me', changes)
    return true
  } catch (error) {
    me.value = before
    toast(explain(error))
    return false
  }
}
