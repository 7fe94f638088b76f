import { useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import type { Schedule, ScheduleWanted } from '../../api/types'
import { date, t } from '../../i18n'
import { me, space } from '../../stores'
import { Button } from '../../ui/Button'
import { Chips } from '../../ui/Chips'
import { Field } from '../../ui/Field'
import { Progress } from '../../ui/Progress'
import { Screen } from '../../ui/Screen'
import { Options } from '../../ui/Segmented'
import { toast } from '../../ui/Toast'
import { change } from '../accounts/change'
import { setPush } from '../notifications/push'
import type { StepProps } from './step'

type Rhythm = 'weekly' | 'daily' | 'none'

/** Monday is 0; 2 November 2026 was one. */
const days = Array.from({ length: 7 }, (_, i) => ({
  key: String(i),
  label: date(`2026-11-0${i + 2}`, { weekday: 'short' }),
}))

export function AskRhythm({ step, of, next }: StepProps) {
  const [rhythm, setRhythm] = useState<Rhythm>('weekly')
  const [day, setDay] = useState('6')
  const [at, setAt] = useState('20:00')
  const [busy, setBusy] = useState(false)
  const save = async () => {
    if (rhythm === 'none') return next()
    setBusy(true)
    try {
      await api.post<Schedule>('/schedules', wanted(rhythm, Number(day), at))
      next()
    } catch (error) {
      if (error instanceof Problem && error.code === 'schedule_exists') next()
      else toast(explain(error))
    }
    setBusy(false)
  }
  return (
    <Screen
      title={t('welcome.rhythm.title')}
      top={<Progress step={step} of={of} />}
      step={step}
      lead={<p class="quiet">{t('welcome.rhythm.lead')}</p>}
    >
      <Options
        label={t('welcome.rhythm.title')}
        options={(['weekly', 'daily', 'none'] as const).map((value) => ({
          value,
          label: t(`welcome.rhythm.${value}`),
        }))}
        value={rhythm}
        onChange={setRhythm}
      />
      {rhythm === 'weekly' && (
        <Chips
          week
          label={t('welcome.rhythm.day')}
          choices={days}
          chosen={[day]}
          onChange={(chosen) => setDay(chosen.at(-1) ?? day)}
        />
      )}
      {rhythm !== 'none' && <Field label={t('welcome.rhythm.at')} type="time" value={at} onChange={setAt} />}
      <Button wide busy={busy} onClick={() => void save()}>
        {t('auth.continue')}
      </Button>
    </Screen>
  )
}

function wanted(template: 'weekly' | 'daily', day: number, at: string): ScheduleWanted {
  const time_zone = space.peek()?.time_zone ?? 'UTC'
  return template === 'weekly'
    ? { template, repeat: 'weekly', days: [day], at, time_zone }
    : { template, repeat: 'daily', at, time_zone }
}

export function AskReminders({ step, of, next }: StepProps) {
  const [busy, setBusy] = useState(false)
  const choose = async (work: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
    next()
  }
  const here = async () => {
    if (!(await setPush(true))) toast(t('welcome.push.not'))
  }
  return (
    <Screen
      title={t('welcome.push.title')}
      top={<Progress step={step} of={of} />}
      step={step}
      lead={<p class="quiet">{t('welcome.push.why')}</p>}
    >
      <p class="quiet">{t('welcome.push.never')}</p>
      <div class="stack tight">
        <Button wide busy={busy} onClick={() => void choose(here)}>
          {t('welcome.push.yes')}
        </Button>
        <Button
          look="outline"
          wide
          onClick={() => void choose(() => change({ remind_by_email: true, remind_by_push: false }))}
        >
          {t('welcome.push.email')}
        </Button>
        <Button
          look="soft"
          wide
          onClick={() => void choose(() => change({ remind_by_email: false, remind_by_push: false }))}
        >
          {t('welcome.push.none', { name: me.value?.name ?? '' })}
        </Button>
      </div>
    </Screen>
  )
}
