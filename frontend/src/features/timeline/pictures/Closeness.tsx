import { useResource } from '../../../api/resource'
import type { Closeness as Data, Span } from '../../../api/types'
import { date, t } from '../../../i18n'
import { sentence } from '../../../ui/when'
import { monthName } from '../telling'
import { Figure, NotYet } from './Figure'
import { courseOf, type Spot, smooth } from './reckon'

const WIDE = 320
const HIGH = 96
const EDGE = 6
const FULL = 10

function spotsOf(points: Data['points']): Spot[] {
  const days = points.map((point) => Date.parse(point.on))
  const from = days[0] ?? 0
  const span = (days.at(-1) ?? 1) - from || 1
  return points.map((point, i) => ({
    x: EDGE + (((days[i] ?? from) - from) / span) * (WIDE - 2 * EDGE),
    y: EDGE + (1 - point.value / FULL) * (HIGH - 2 * EDGE),
  }))
}

function Line({ points, words }: { points: Data['points']; words: string }) {
  const spots = spotsOf(points)
  const line = smooth(spots)
  const [first, last] = [spots[0], spots.at(-1)]
  if (!first || !last) return null
  return (
    <svg class="line" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={words}>
      <path class="under" d={`${line}L${last.x} ${HIGH}L${first.x} ${HIGH}Z`} />
      <path class="over" d={line} />
      <circle cx={last.x} cy={last.y} r="3.5" />
    </svg>
  )
}

/** One line for both: how connected they felt on the days on which both have shared it. */
export function Closeness({ span }: { span: Span }) {
  const { data, problem } = useResource<Data>(`/insights/closeness?span=${span}`)
  if (!data || problem?.code === 'pictures_off') return null
  const [first, last] = [data.points[0], data.points.at(-1)]
  if (!first || !last) return <NotYet title={t('pictures.closeness')} />
  const long = first.on.slice(0, 4) !== last.on.slice(0, 4)
  const between = { from: monthName(first.on.slice(0, 7), long), to: monthName(last.on.slice(0, 7), long) }
  const words = t(`pictures.closeness.${courseOf(data.points.map((point) => point.value))}`, between)
  return (
    <Figure
      title={t('pictures.closeness')}
      aside={t(`pictures.span.${span}`)}
      sentence={words}
      ends={[between.from, between.to]}
      heads={[t('pictures.week'), t('pictures.closeness.value')]}
      rows={[...data.points]
        .reverse()
        .map((point) => [
          sentence(date(point.on, { day: 'numeric', month: 'short', year: 'numeric' })),
          String(point.value),
        ])}
    >
      <Line points={data.points} words={words} />
    </Figure>
  )
}
