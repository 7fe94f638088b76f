import { api } from '../../api/client'
import type { TimelineItem, TimelinePage } from '../../api/types'
import { recall, remember } from '../../offline/cache'
import { byMonth, type Kept, keptAt } from './feed'
import { about, headline } from './telling'

const MOST = 200

/** Without accents and capitals: `Café` is found by `cafe`, `Straße` by `strasse`. */
export function folded(words: string): string {
  return words.toLocaleUpperCase().toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
}

export interface Known {
  item: TimelineItem
  words: string
}

export function known(item: TimelineItem): Known {
  const { name, more } = about(item)
  return { item, words: folded(`${headline(item)} ${name} ${more}`) }
}

/** Those in which every word occurs. */
export function found(all: readonly Known[], asked: string): TimelineItem[] {
  const words = folded(asked).split(/\s+/).filter(Boolean)
  if (!words.length) return []
  return all.filter((one) => words.every((word) => one.words.includes(word))).map(({ item }) => item)
}

/** What this phone remembers of these months, newest first. */
export async function remembered(months: readonly string[]): Promise<TimelineItem[]> {
  const kept = await Promise.all(months.map((month) => recall<Kept>(keptAt(month))))
  return kept.flatMap((month) => month?.items ?? [])
}

/**
 * Reads the whole line page by page, and lays each month on the phone as soon as all of it is there. Words are looked for here
 * and nowhere else.
 */
export async function readAll(
  onPage: (items: readonly TimelineItem[]) => void,
  stopped: () => boolean,
): Promise<void> {
  let rest: TimelineItem[] = []
  let cursor: string | null = ''
  while (cursor !== null && !stopped()) {
    const page: TimelinePage = await api.get(`/timeline?size=${MOST}${cursor && `&cursor=${cursor}`}`)
    const months = [...byMonth([...rest, ...page.items])]
    rest = page.next ? (months.pop()?.[1] ?? []) : []
    for (const [month, items] of months) await remember(keptAt(month), { items, whole: true } satisfies Kept)
    onPage(page.items)
    cursor = page.next
  }
}
