import { signal } from '@preact/signals'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { refresh } from '../../api/resource'
import type { CheckIn, TemplateSlug } from '../../api/types'
import { navigate } from '../../router'
import { toast } from '../../ui/Toast'

/** Whether the sheet behind the plus is open. */
export const starting = signal(false)

/** Opens a new check-in, or the one of its kind that is open already. */
export async function start(template: TemplateSlug): Promise<void> {
  try {
    go((await api.post<CheckIn>('/checkins', { template })).id)
    refresh('/today')
  } catch (error) {
    const open = error instanceof Problem && error.code === 'already_open' ? error.body.check_in : undefined
    if (typeof open === 'string') go(open)
    else toast(explain(error))
  }
}

function go(id: string): void {
  starting.value = false
  navigate(`/checkins/${id}`)
}
