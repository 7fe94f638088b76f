import { useEffect } from 'preact/hooks'
import { explain } from '../../api/explain'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Event } from './Event'
import type { Feed } from './feed'
import { useNear } from './near'
import { monthName } from './telling'

/** So many are drawn, or left out, together. */
const HANDFUL = 30
const USUAL = 88
/** Of what was drawn, so that what is far away leaves its room behind. */
const heights = new Map<string, number>()

export const sectionId = (month: string) => `month-${month}`
export const handfulId = (month: string, item: number) => `${sectionId(month)}-${Math.floor(item / HANDFUL)}`
export const eventId = (id: string) => `event-${id}`

interface Props {
  feed: Feed
  month: string
  /** How many there are said to be. */
  count: number
}

/** A month of the line; its heading stays while one reads it. */
export function Month({ feed, month, count }: Props) {
  const { items, whole } = feed.month(month).value
  const all = whole ? items.length : Math.max(count, items.length)
  if (!all) return null
  return (
    <section id={sectionId(month)} class="month" aria-label={monthName(month, true)}>
      <h2 class="eyebrow">{monthName(month)}</h2>
      {Array.from({ length: Math.ceil(all / HANDFUL) }, (_, place) => {
        const from = place * HANDFUL
        return (
          <Handful key={from} feed={feed} month={month} from={from} count={Math.min(HANDFUL, all - from)} />
        )
      })}
    </section>
  )
}

/** Some of a month, there only while it is near. */
function Handful({ feed, month, from, count }: Props & { from: number }) {
  const name = `${feed.kind} ${month} ${from}`
  const { ref, near, ask } = useNear<HTMLDivElement>((height) => heights.set(name, height))
  const { items, told, whole, problem } = feed.month(month).value
  const mine = near ? items.slice(from, from + HANDFUL) : []
  const missing = !whole && told < from + count
  useEffect(() => {
    if (near && missing && !problem) void feed.load(month)
  }, [feed, month, near, missing, problem, told])

  const height = `${heights.get(name) ?? count * USUAL}px`
  return (
    <div
      ref={ref}
      id={handfulId(month, from)}
      class="handful"
      style={mine.length ? { containIntrinsicBlockSize: `auto ${height}` } : { blockSize: height }}
    >
      {mine.length > 0 ? (
        <ol class="spine">
          {mine.map((item) => (
            <Event key={item.id} id={eventId(item.id)} item={item} />
          ))}
        </ol>
      ) : (near && !problem) || from > 0 ? null : (
        <Button look="soft" onClick={ask}>
          {t('timeline.show', { month: monthName(month, true) })}
        </Button>
      )}
      {near && missing && problem && (
        <div class="row wrap" role="alert">
          <p class="quiet">{explain(problem)}</p>
          <Button look="outline" onClick={() => void feed.load(month)}>
            {t('ui.again')}
          </Button>
        </div>
      )}
    </div>
  )
}
