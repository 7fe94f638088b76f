import type { Problem } from '../../api/client'
import type { Repeat, ScheduleWanted, TemplateSlug } from '../../api/types'
import { t } from '../../i18n'
import { Chips } from '../../ui/Chips'
import { Field, Labelled } from '../../ui/Field'
import { Options, Segmented } from '../../ui/Segmented'
import { weekday } from './words'

interface Props {
  wanted: ScheduleWanted
  free: readonly TemplateSlug[]
  /** Which check-in it is for stays as it is. */
  fixed: boolean
  problem: Problem | undefined
  onChange: (wanted: ScheduleWanted) => void
}

const week = [0, 1, 2, 3, 4, 5, 6]
const repeats: readonly Repeat[] = ['daily', 'weekly', 'monthly']
const zones = (): string[] => Intl.supportedValuesOf?.('timeZone') ?? []

export function Choices({ wanted, free, fixed, problem, onChange }: Props) {
  const change = (part: Partial<ScheduleWanted>) => onChange({ ...wanted, ...part })
  return (
    <>
      {!fixed && (
        <Part label={t('schedule.which')}>
          {!free.length && <p class="quiet">{t('schedule.full')}</p>}
          <Options
            label={t('schedule.which')}
            value={wanted.template}
            options={free.map((slug) => ({ value: slug, label: t(`nav.start.${slug}`) }))}
            onChange={(template) => change({ template, repeat: template === 'open' ? 'monthly' : template })}
          />
        </Part>
      )}
      <Part label={t('schedule.how_often')}>
        <Segmented
          label={t('schedule.how_often')}
          value={wanted.repeat}
          options={repeats.map((repeat) => ({ value: repeat, label: t(`schedule.repeat.${repeat}`) }))}
          onChange={(repeat) => change({ repeat })}
        />
      </Part>
      {wanted.repeat === 'weekly' && <Days days={wanted.days ?? []} onChange={(days) => change({ days })} />}
      {wanted.repeat === 'monthly' && (
        <Labelled
          label={t('schedule.day_of_month')}
          help={(wanted.day_of_month ?? 1) > 28 ? t('schedule.short_month') : undefined}
        >
          {(tied) => (
            <select
              {...tied}
              class="input"
              value={wanted.day_of_month ?? 1}
              onChange={(event) => change({ day_of_month: Number(event.currentTarget.value) })}
            >
              {Array.from({ length: 31 }, (_, i) => (
                <option key={i} value={i + 1}>
                  {i + 1}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      <Field
        type="time"
        required
        label={t('schedule.at')}
        error={problem?.field('at')}
        value={wanted.at}
        onChange={(at) => change({ at })}
      />
      <Labelled label={t('schedule.zone')} error={problem?.field('time_zone')}>
        {(tied) => (
          <select
            {...tied}
            class="input"
            value={wanted.time_zone}
            onChange={(event) => change({ time_zone: event.currentTarget.value })}
          >
            {[...new Set([wanted.time_zone, ...zones()])].map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </>
  )
}

function Part({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <div class="field">
      <span class="label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}

/** At least one day stays chosen. */
function Days({ days, onChange }: { days: number[]; onChange: (days: number[]) => void }) {
  return (
    <Part label={t('schedule.days')}>
      <Chips
        week
        label={t('schedule.days')}
        choices={week.map((day) => ({ key: String(day), label: weekday(day, 'short') }))}
        chosen={days.map(String)}
        onChange={(chosen) => chosen.length && onChange(chosen.map(Number))}
      />
    </Part>
  )
}
