import { useState } from 'preact/hooks'
import { api, type Problem } from '../../api/client'
import { explain } from '../../api/explain'
import { keep, refresh, useResource } from '../../api/resource'
import type { Schedule, ScheduleWanted } from '../../api/types'
import { t } from '../../i18n'
import { goBack, route } from '../../router'
import { space } from '../../stores'
import { Button } from '../../ui/Button'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { Choices } from './Choices'
import { body, freeOf, rhythm, suggest } from './words'

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone

export default function Editor() {
  const id = route.value.params.id ?? 'new'
  const { data, problem, reload } = useResource<Schedule[]>('/schedules')
  const found = data?.find((one) => one.id === id)
  const missing = data && !found && id !== 'new'
  if (!data || missing)
    return (
      <Screen title={t('schedule.title')} top={<TopBar to="/schedules" />} loading={!data && !problem}>
        {missing ? <p class="quiet">{t('schedule.gone')}</p> : <Failure error={problem} again={reload} />}
      </Screen>
    )
  return found ? (
    <Form key={id} schedules={data} old={found} />
  ) : (
    <Form key={id} schedules={data} old={undefined} />
  )
}

/** Puts the list in order on this phone at once; the server's own list follows. */
function settle(schedules: Schedule[]): void {
  keep('/schedules', schedules)
  refresh('/today')
}

function wantedFrom({ template, repeat, days, day_of_month, at, time_zone }: Schedule): ScheduleWanted {
  const suggested = suggest(template, time_zone)
  return {
    template,
    repeat,
    days: days.length ? days : (suggested.days ?? []),
    day_of_month: day_of_month ?? 1,
    at: at.slice(0, 5),
    time_zone,
  }
}

function Form({ schedules, old }: { schedules: Schedule[]; old: Schedule | undefined }) {
  const zone = space.value?.time_zone ?? here()
  const others = schedules.filter((one) => one !== old)
  const free = freeOf(others)
  const [wanted, want] = useState<ScheduleWanted>(() =>
    old ? wantedFrom(old) : suggest(free[0] ?? 'weekly', zone),
  )
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const attempt = async (act: () => Promise<void>) => {
    setBusy(true)
    try {
      await act()
      goBack('/schedules')
    } catch (error) {
      setBusy(false)
      setProblem(error as Problem)
    }
  }
  const save = () =>
    attempt(async () => {
      const saved = old
        ? await api.patch<Schedule>(`/schedules/${old.id}`, body(wanted))
        : await api.post<Schedule>('/schedules', body(wanted))
      settle([...others, saved])
      toast(t('schedule.saved', { rhythm: rhythm(saved) }))
    })
  const pause = (paused: boolean) =>
    attempt(async () => {
      if (old) settle([...others, await api.patch<Schedule>(`/schedules/${old.id}`, { paused })])
    })
  const remove = () =>
    attempt(async () => {
      if (!old) return
      await api.del(`/schedules/${old.id}`)
      settle(others)
      toast(t('schedule.deleted'), () => void bringBack(old))
    })

  return (
    <Screen title={t(old ? 'schedule.edit' : 'schedule.add')} top={<TopBar to="/schedules" />}>
      <form
        class="stack editor"
        id="rhythm"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Choices wanted={wanted} free={free} fixed={Boolean(old)} problem={problem} onChange={want} />
      </form>
      {problem && (
        <p class="problem" role="alert">
          {explain(problem)}
        </p>
      )}
      {old && (
        <div class="row wrap">
          <Button look="soft" onClick={() => pause(!old.paused)}>
            {t(old.paused ? 'schedule.resume' : 'schedule.pause')}
          </Button>
          <Button look="trouble" onClick={remove}>
            {t('schedule.delete')}
          </Button>
        </div>
      )}
      <div class="dock">
        <p class="small quiet center" aria-live="polite">
          {wanted.at &&
            rhythm({ ...wanted, days: wanted.days ?? [], day_of_month: wanted.day_of_month ?? 1 })}
        </p>
        <Button wide type="submit" form="rhythm" busy={busy}>
          {t('ui.save')}
        </Button>
      </div>
    </Screen>
  )
}

/** Undo of a deletion: the same rhythm, made anew. */
async function bringBack(old: Schedule): Promise<void> {
  try {
    const again = await api.post<Schedule>('/schedules', body(wantedFrom(old)))
    if (old.paused) await api.patch(`/schedules/${again.id}`, { paused: true })
  } catch (error) {
    toast(explain(error))
  }
  refresh('/schedules')
  refresh('/today')
}
