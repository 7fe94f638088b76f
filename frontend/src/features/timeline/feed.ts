import { type Signal, signal } from '@preact/signals'
import { api, Problem } from '../../api/client'
import type { TimelineItem, TimelineKind, TimelinePage } from '../../api/types'
import { recall, remember } from '../../offline/cache'
import { isOf } from './telling'

/** What is shown of one month, newest first. */
export interface MonthItems {
  items: readonly TimelineItem[]
  /** How many of them the server has told this time; what follows is what the phone remembers. */
  told: number
  /** There is nothing more of it. */
  whole: boolean
  problem: Problem | undefined
}

/** What the phone keeps of a month. */
export interface Kept {
  items: readonly TimelineItem[]
  whole: boolean
}

interface Month {
  shown: Signal<MonthItems>
  told: TimelineItem[]
  /** Where to go on; undefined before the first page, null when there is nothing more. */
  next: string | null | undefined
  kept: Kept | undefined
  running: Promise<void> | undefined
}

export const keptAt = (month: string) => `/timeline/${month}`
export const monthOf = (item: { on: string }) => item.on.slice(0, 7)

export function lastDayOf(month: string): string {
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0))
  return next.toISOString().slice(0, 10)
}

export function byMonth(items: readonly TimelineItem[]): Map<string, TimelineItem[]> {
  const months = new Map<string, TimelineItem[]>()
  for (const item of items) {
    const month = months.get(monthOf(item))
    if (month) month.push(item)
    else months.set(monthOf(item), [item])
  }
  return months
}

/**
 * The line in months, each fetched when it comes near. A page that reaches into older months is the beginning of theirs, so that
 * reading straight on asks for nothing twice.
 */
export class Feed {
  readonly #months = new Map<string, Month>()
  /** The newest page, asked for beside the months: it is what one sees first. */
  readonly #first: Promise<void>
  readonly kind: TimelineKind | undefined

  constructor(kind: TimelineKind | undefined) {
    this.kind = kind
    this.#first = this.#page({}).then(
      (page) => this.#take(page.items[0] ? monthOf(page.items[0]) : '', page),
      () => undefined,
    )
  }

  month(name: string): Signal<MonthItems> {
    return this.#of(name).shown
  }

  /** The next page of a month; who asks meanwhile waits for the same one. */
  load(name: string): Promise<void> {
    const month = this.#of(name)
    month.running ??= this.#more(name, month).finally(() => {
      month.running = undefined
    })
    return month.running
  }

  /** Loads a month down to this day; the place among its items of the first one that is not later. */
  async reach(day: string): Promise<number> {
    const name = day.slice(0, 7)
    for (;;) {
      const { items, told, whole, problem } = this.month(name).peek()
      const place = items.findIndex((item) => item.on <= day)
      if (whole || problem || (place >= 0 && place < told)) return place < 0 ? items.length - 1 : place
      await this.load(name)
    }
  }

  #of(name: string): Month {
    let month = this.#months.get(name)
    if (!month) {
      const shown = signal<MonthItems>({ items: [], told: 0, whole: false, problem: undefined })
      month = { shown, told: [], next: undefined, kept: undefined, running: undefined }
      this.#months.set(name, month)
    }
    return month
  }

  async #more(name: string, month: Month): Promise<void> {
    await this.#first
    if (month.next === null) return
    const remembered = this.#recall(name, month)
    try {
      const had = month.told.length
      while (month.next !== null && month.told.length === had) {
        this.#take(name, await this.#after(name, month))
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      await remembered
      this.#show(month, error)
    }
  }

  async #after(name: string, month: Month): Promise<TimelinePage> {
    const day = { until: month.told.at(-1)?.on ?? lastDayOf(name) }
    if (!month.next) return this.#page(day)
    try {
      return await this.#page({ cursor: month.next })
    } catch (error) {
      // The last one we know was taken back since: go on from its day.
      if (error instanceof Problem && error.status === 400) return this.#page(day)
      throw error
    }
  }

  #page(from: { cursor?: string; until?: string }): Promise<TimelinePage> {
    const asked = new URLSearchParams({ ...from, ...(this.kind && { kind: this.kind }) }).toString()
    return api.get<TimelinePage>(asked ? `/timeline?${asked}` : '/timeline')
  }

  #take(asked: string, page: TimelinePage): void {
    const groups = byMonth(page.items)
    const last = page.items.at(-1)
    const oldest = last ? monthOf(last) : asked
    for (const name of new Set([asked, ...groups.keys()])) {
      const month = this.#of(name)
      const known = new Set(month.told.map((item) => item.id))
      month.told.push(...(groups.get(name) ?? []).filter((item) => !known.has(item.id)))
      if (month.next !== null) month.next = name === oldest ? page.next : null
      this.#show(month)
      if (!this.kind)
        void remember(keptAt(name), { items: month.shown.peek().items, whole: month.next === null })
    }
  }

  #show(month: Month, problem?: Problem): void {
    const { told, next, kept } = month
    const known = new Set(told.map((item) => item.id))
    const older = (item: TimelineItem) => !known.has(item.id) && item.on <= (told.at(-1)?.on ?? item.on)
    const rest = next === null ? [] : (kept?.items.filter(older) ?? [])
    const whole = next === null || Boolean(problem?.offline && kept?.whole)
    month.shown.value = {
      items: [...told, ...rest],
      told: told.length,
      whole,
      problem: whole ? undefined : problem,
    }
  }

  async #recall(name: string, month: Month): Promise<void> {
    if (month.kept) return
    const kept = await recall<Kept>(keptAt(name))
    if (!kept) return
    const { kind } = this
    month.kept = { ...kept, items: kind ? kept.items.filter((item) => isOf(kind, item)) : kept.items }
    this.#show(month)
  }
}
