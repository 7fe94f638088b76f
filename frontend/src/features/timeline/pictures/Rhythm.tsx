import { useResource } from '../../../api/resource'
import type { Rhythms } from '../../../api/types'
import { date, t } from '../../../i18n'
import { monthName } from '../telling'
import { Beads } from './Beads'
import { Figure, NotYet } from './Figure'

/** How often they opened one together, month by month. Months without are not there, and nothing is missing. */
export function Rhythm() {
  const { data, problem } = useResource<Rhythms>('/insights/rhythm?span=year')
  if (!data || problem?.code === 'pictures_off') return null
  if (!data.enough) return <NotYet title={t('pictures.rhythm')} />
  const count = data.points.reduce((sum, point) => sum + point.count, 0)
  const [first, last] = [data.points[0]?.month ?? '', data.points.at(-1)?.month ?? '']
  const words = t('pictures.rhythm.words', { count, from: monthName(first), to: monthName(last) })
  return (
    <Figure
      title={t('pictures.rhythm')}
      aside={t('pictures.span.year')}
      sentence={words}
      heads={[t('pictures.month'), t('pictures.rhythm.count')]}
      rows={[...data.points].reverse().map((point) => [monthName(point.month, true), String(point.count)])}
    >
      <Beads
        words={words}
        strands={data.points.map((point) => ({
          label: date(`${point.month}-15`, { month: 'short' }),
          beads: [{ look: 'full', count: point.count }],
        }))}
      />
    </Figure>
  )
}
