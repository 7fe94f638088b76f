import type { TimelineMonths } from '../../api/types'
import { type Feed, lastDayOf } from './feed'
import { eventId, handfulId, sectionId } from './Month'

type Months = TimelineMonths['months']

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

async function appeared(id: string): Promise<HTMLElement | null> {
  for (let tries = 0; tries < 60; tries += 1) {
    const found = document.getElementById(id)
    if (found) return found
    await frame()
  }
  return null
}

export function toMonth(month: string): void {
  document.getElementById(sectionId(month))?.scrollIntoView({ block: 'start' })
}

/** To the newest thing that is not after this day; with nothing before it, to the oldest. */
export async function toDay(day: string, months: Months, feed: Feed): Promise<void> {
  const month = months.find((one) => one.month <= day.slice(0, 7)) ?? months.at(-1)
  if (!month) return
  toMonth(month.month)
  const last = lastDayOf(month.month)
  const place = await feed.reach(day < last ? day : last)
  const item = feed.month(month.month).peek().items[place]
  if (!item) return
  if (item.on > day && month !== months.at(-1)) {
    // The first of that month was later: the day before it lies in an older one.
    await toDay(lastDayOf(months[months.indexOf(month) + 1]?.month ?? ''), months, feed)
    return
  }
  document.getElementById(handfulId(month.month, place))?.scrollIntoView({ block: 'start' })
  const event = await appeared(eventId(item.id))
  event?.scrollIntoView({ block: 'center' })
  event?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true })
}
