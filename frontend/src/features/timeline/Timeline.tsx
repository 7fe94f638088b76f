import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { TimelineItem, TimelinePage } from '../../api/types'
import { date, maybe, t } from '../../i18n'
import { Link } from '../../router'
import { Button } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Screen } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { sentence } from '../../ui/when'
import { starting } from '../home/start'
import './timeline.css'

/** Newest first, one group for each month. */
function byMonth(items: readonly TimelineItem[]): [string, TimelineItem[]][] {
  const months = new Map<string, TimelineItem[]>()
  for (const item of items) {
    const month = item.on.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), item])
  }
  return [...months]
}

function monthName(month: string): string {
  const thisYear = month.startsWith(String(new Date().getFullYear()))
  return date(`${month}-15`, thisYear ? { month: 'long' } : { month: 'long', year: 'numeric' })
}

function Event({ item }: { item: TimelineItem }) {
  const { template } = item.detail
  const title =
    maybe(`timeline.title.${template}`) ??
    item.told?.title ??
    maybe(`timeline.${item.verb}`) ??
    t('timeline.moment')
  const look = template === 'daily' ? 'event small-one' : 'event'
  const words = (
    <>
      <h3 class="grow">{title}</h3>
      <time class="small quiet" dateTime={item.on}>
        {t('timeline.day', {
          weekday: date(item.on, { weekday: 'short' }),
          day: date(item.on, { day: 'numeric' }),
        })}
      </time>
    </>
  )
  return (
    <li>
      {item.subject.kind === 'check_in' ? (
        <Link class={look} href={`/checkins/${item.subject.id}`}>
          {words}
        </Link>
      ) : (
        <div class={look}>{words}</div>
      )}
    </li>
  )
}

/** The pages after the first, which alone is kept for times without a network. */
function useMore(first: TimelinePage | undefined) {
  const [pages, setPages] = useState<TimelinePage[]>([])
  const [busy, setBusy] = useState(false)
  const last = pages.at(-1) ?? first
  const more = async () => {
    if (!last?.next) return
    setBusy(true)
    try {
      const page = await api.get<TimelinePage>(`/timeline?cursor=${encodeURIComponent(last.next)}`)
      setPages([...pages, page])
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  const items = [...(first?.items ?? []), ...pages.flatMap((page) => page.items)]
  return { items, more: last?.next ? more : undefined, busy }
}

export default function Timeline() {
  const { data, problem, reload } = useResource<TimelinePage>('/timeline')
  const { items, more, busy } = useMore(data)
  const nothing = data ? !items.length : problem?.code === 'no_space'
  return (
    <Screen title={t('nav.timeline')} loading={!data && !problem}>
      {!data && problem && !nothing && <Failure error={problem} again={reload} />}
      {nothing && (
        <Empty title={t('timeline.empty.title')} text={t('timeline.empty.text')}>
          <Button
            look="outline"
            onClick={() => {
              starting.value = true
            }}
          >
            {t('nav.start')}
          </Button>
        </Empty>
      )}
      {byMonth(items).map(([month, events]) => (
        <section class="stack" key={month}>
          <h2 class="eyebrow">{sentence(monthName(month))}</h2>
          <ol class="spine">
            {events.map((item) => (
              <Event key={item.id} item={item} />
            ))}
          </ol>
        </section>
      ))}
      {more && (
        <Button look="soft" busy={busy} onClick={more}>
          {t('timeline.more')}
        </Button>
      )}
    </Screen>
  )
}
