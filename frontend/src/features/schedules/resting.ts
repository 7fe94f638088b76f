import { api } from '../../api/client'
import type { Rest, Schedule } from '../../api/types'
import { t } from '../../i18n'
import { dayIn, onDay, plus } from '../../ui/days'
import { toast } from '../../ui/Toast'
import { during } from './settle'

type Days = Pick<Rest, 'begins_on' | 'ends_on'>

/** Where rests of this kind live: one rhythm's own, or those of everything. */
export const restsOf = (schedule?: Schedule) => (schedule ? `/schedules/${schedule.id}/rests` : '/rests')

export const stillAhead = (rests: readonly Rest[], today: string): Rest[] =>
  rests.filter((rest) => rest.ends_on >= today).sort((a, b) => a.begins_on.localeCompare(b.begins_on))

/** Whatever it lets rest, it is taken back by its own name. */
const undo = ({ id }: Rest) => api.del(`/rests/${id}`)

/** Done with one tap, and taken back with one. */
export async function rest(place: string, days: Days, words: string): Promise<boolean> {
  const made = await during(() => api.post<Rest>(place, days))
  if (made) toast(words, () => void during(() => undo(made)))
  return Boolean(made)
}

export async function takeBack(place: string, rest: Rest): Promise<void> {
  const { begins_on, ends_on } = rest
  const done = await during(async () => {
    await undo(rest)
    return true
  })
  if (done) toast(t('schedule.rest.gone'), () => void during(() => api.post(place, { begins_on, ends_on })))
}

export function skipNext(schedule: Schedule): Promise<boolean> {
  const day = schedule.next_due_on ?? dayIn(schedule.time_zone)
  return rest(restsOf(schedule), { begins_on: day, ends_on: day }, t('schedule.skipped', { day: onDay(day) }))
}

/** From today on, so that also this evening is free. */
export function pauseUntil(schedule: Schedule, day: string): Promise<boolean> {
  const days = { begins_on: dayIn(schedule.time_zone), ends_on: plus(day, -1) }
  return rest(restsOf(schedule), days, t('schedule.paused_until', { day: onDay(day) }))
}
