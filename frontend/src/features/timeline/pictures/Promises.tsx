import { useResource } from '../../../api/resource'
import { date, t } from '../../../i18n'
import { monthName } from '../telling'
import { Beads } from './Beads'
import { Figure, NotYet } from './Figure'

interface Months {
  months: { month: string; kept: number; changed: number; let_go: number }[]
}

/** What became of promises, of both together. */
export function Promises() {
  const { data, problem } = useResource<Months>('/insights/promises')
  if (!data || problem?.code === 'pictures_off') return null
  const months = data.months.map((one) => ({ ...one, month: one.month.slice(0, 7) }))
  if (!months.length) return <NotYet title={t('pictures.promises')} />
  const count = months.reduce((sum, { kept }) => sum + kept, 0)
  const [first, last] = [months[0]?.month ?? '', months.at(-1)?.month ?? '']
  const words = t('pictures.promises.words', { count, from: monthName(first), to: monthName(last) })
  const looks = { kept: 'full', changed: 'ring', let_go: 'faint' } as const
  return (
    <Figure
      title={t('pictures.promises')}
      sentence={words}
      heads={[
        t('pictures.month'),
        t('pictures.promises.kept'),
        t('pictures.promises.changed'),
        t('pictures.promises.let_go'),
      ]}
      rows={[...months]
        .reverse()
        .map((one) => [
          monthName(one.month, true),
          String(one.kept),
          String(one.changed),
          String(one.let_go),
        ])}
    >
      <Beads
        words={words}
        strands={months.map((one) => ({
          label: date(`${one.month}-15`, { month: 'short' }),
          beads: (['kept', 'changed', 'let_go'] as const).map((key) => ({
            look: looks[key],
            count: one[key],
          })),
        }))}
      />
      <ul class="legend small quiet">
        {(['kept', 'changed', 'let_go'] as const).map((key) => (
          <li key={key}>
            <svg viewBox="0 0 9 9" aria-hidden="true">
              <circle class={looks[key]} cx="4.5" cy="4.5" r={key === 'kept' ? 3.4 : 2.8} />
            </svg>
            {t(`pictures.promises.${key}`)}
          </li>
        ))}
      </ul>
    </Figure>
  )
}
