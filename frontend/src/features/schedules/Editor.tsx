import { useState } from 'preact/hooks'
import { api, type Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { Schedule } from '../../api/types'
import { t } from '../../i18n'
import { goBack, route } from '../../router'
import { space } from '../../stores'
import { Button } from '../../ui/Button'
import { Empty, Failure } from '../../ui/Empty'
import { Field } from '../../ui/Field'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { deviceZone } from '../accounts/zones'
import { titleOf, useOwn } from '../checkins/templates/own'
import { type Choosing, HowOften, Seldom, Which } from './Choices'
import { type Draft, draftOf, suggest, wantedOf } from './draft'
import { settle } from './settle'
import { freeOf, rhythm } from './words'
import './schedules.css'

export default function Editor() {
  const id = route.value.params.id
  const { data, problem, reload } = useResource<Schedule[]>('/schedules')
  const old = data?.find((one) => one.id === id)
  // What this phone remembers may be older than what the server then says: a change of that begins anew.
  const key = old ? JSON.stringify(draftOf(old)) : 'new'
  if (data && (old || !id)) return <Form key={key} schedules={data} old={old} />
  return (
    <Screen title={t('schedule.title')} top={<TopBar to="/schedules" />} loading={!data && !problem}>
      {data ? <Empty text={t('schedule.gone')} /> : <Failure error={problem} again={() => void reload()} />}
    </Screen>
  )
}

function Form({ schedules, old }: { schedules: Schedule[]; old: Schedule | undefined }) {
  const back = old ? `/schedules/${old.id}` : '/schedules'
  const others = schedules.filter((one) => one !== old)
  const { offered } = useOwn()
  const free = freeOf(others, offered)
  const [draft, onChange] = useState<Draft>(() =>
    old ? draftOf(old) : suggest(free[0] ?? 'weekly', space.value?.time_zone ?? deviceZone()),
  )
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const wanted = wantedOf(draft)
  const choosing: Choosing = { draft, problem, onChange }
  const save = async () => {
    setBusy(true)
    try {
      const saved = old
        ? await api.patch<Schedule>(`/schedules/${old.id}`, wanted)
        : await api.post<Schedule>('/schedules', wanted)
      settle([...others, saved])
      toast(t('schedule.saved', { rhythm: rhythm(saved) }))
      goBack(back)
    } catch (error) {
      setBusy(false)
      setProblem(error as Problem)
    }
  }
  return (
    <Screen
      title={old ? titleOf(old.template) : t('schedule.add')}
      eyebrow={old && t('schedule.edit')}
      top={<TopBar to={back} />}
    >
      <form
        class="stack editor"
        id="rhythm"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {!old && <Which {...choosing} free={free} />}
        <HowOften {...choosing} />
        <Field
          type="time"
          required
          label={t('schedule.at')}
          error={problem?.field('at')}
          value={draft.at}
          onChange={(at) => onChange({ ...draft, at })}
        />
        <Seldom {...choosing} />
      </form>
      {problem && (
        <p class="problem" role="alert">
          {explain(problem)}
        </p>
      )}
      <div class="dock">
        <p class="words center" aria-live="polite">
          {wanted.at && rhythm(wanted)}
        </p>
        <Button wide type="submit" form="rhythm" busy={busy}>
          {t('ui.save')}
        </Button>
      </div>
    </Screen>
  )
}
