import { useEffect, useMemo, useState } from 'preact/hooks'
import { Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { TimelineMonths } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Screen, TopBar } from '../../ui/Screen'
import { Event } from './Event'
import { monthOf } from './feed'
import { found, type Known, known, readAll, remembered } from './look'
import { monthName } from './telling'
import './timeline.css'

const SHOWN = 50

/** All that may be looked through, growing while the phone reads on. */
function useAll(months: readonly string[] | undefined) {
  const [all, setAll] = useState<readonly Known[]>([])
  const [read, setRead] = useState<number | undefined>(undefined)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  useEffect(() => {
    if (!months) return
    let gone = false
    const told: Known[] = []
    const run = async () => {
      const before = (await remembered(months)).map(known)
      if (!gone) setAll(before)
      setRead(0)
      await readAll(
        (items) => {
          if (gone) return
          told.push(...items.map(known))
          const oldest = told.at(-1)?.item.on ?? ''
          const ids = new Set(told.map(({ item }) => item.id))
          setAll([...told, ...before.filter(({ item }) => item.on <= oldest && !ids.has(item.id))])
          setRead(told.length)
        },
        () => gone,
      )
      if (!gone) setAll([...told])
      setRead(undefined)
    }
    run().catch((error) => {
      if (!(error instanceof Problem)) throw error
      setRead(undefined)
      setProblem(error)
    })
    return () => {
      gone = true
    }
  }, [months])
  return { all, read, problem }
}

export default function Search() {
  const { data, problem: noMonths } = useResource<TimelineMonths>('/timeline/months')
  const months = useMemo(() => data?.months.map(({ month }) => month), [data])
  const total = data?.months.reduce((sum, { count }) => sum + count, 0) ?? 0
  const { all, read, problem } = useAll(months)
  const [asked, setAsked] = useState('')
  const [shown, setShown] = useState(SHOWN)
  const hits = useMemo(() => found(all, asked), [all, asked])
  const trouble = problem ?? (data ? undefined : noMonths)
  return (
    <Screen title={t('search.title')} top={<TopBar to="/timeline" />} look="timeline">
      <search>
        <Field
          type="search"
          label={t('search.label')}
          help={t('search.here')}
          value={asked}
          maxLength={80}
          enterkeyhint="search"
          onChange={(words) => {
            setAsked(words)
            setShown(SHOWN)
          }}
        />
      </search>
      <div role="status" class="small quiet">
        {read !== undefined && total > 0 && (
          <p>{t('search.reading', { percent: Math.min(100, Math.round((read / total) * 100)) })}</p>
        )}
        {trouble && <p>{trouble.offline ? t('search.offline') : explain(trouble)}</p>}
        {asked.trim() && <p>{t('search.found', { count: hits.length })}</p>}
      </div>
      <ol class="spine">
        {hits.slice(0, shown).map((item, place) => (
          <>
            {monthOf(item) !== monthOf(hits[place - 1] ?? { on: '' }) && (
              <li key={monthOf(item)}>
                <h2 class="eyebrow">{monthName(monthOf(item))}</h2>
              </li>
            )}
            <Event key={item.id} item={item} />
          </>
        ))}
      </ol>
      {hits.length > shown && (
        <Button look="soft" onClick={() => setShown(shown + SHOWN)}>
          {t('timeline.more')}
        </Button>
      )}
    </Screen>
  )
}
