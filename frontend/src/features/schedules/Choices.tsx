import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client'
import type { TemplateSlug } from '../../api/types'
import { t } from '../../i18n'
import { dayIn } from '../../ui/days'
import { Field } from '../../ui/Field'
import { Menu } from '../../ui/Menu'
import { Row, Rows } from '../../ui/Rows'
import { Picks } from '../../ui/Segmented'
import { Sheet } from '../../ui/Sheet'
import { Pick } from '../accounts/Pick'
import { zoneChoices, zoneName } from '../accounts/zones'
import { titleOf } from '../checkins/templates/own'
import { type Draft, paces, withPace, withTemplate } from './draft'
import { Month, Quarter } from './Months'
import { Days, FewWeeks } from './Weeks'

export interface Choosing {
  draft: Draft
  problem: Problem | undefined
  onChange: (draft: Draft) => void
}

export function Part({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <span class="label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}

/** Which check-in it is for is asked only once. */
export function Which({ draft, free, onChange }: Choosing & { free: readonly TemplateSlug[] }) {
  return (
    <Part label={t('schedule.which')}>
      {!free.length && <p class="quiet">{t('schedule.full')}</p>}
      <Picks
        label={t('schedule.which')}
        value={draft.template}
        options={free.map((slug) => ({ value: slug, label: titleOf(slug) }))}
        onChange={(template) => onChange(withTemplate(draft, template))}
      />
    </Part>
  )
}

/** How often, and then only what that leaves open. */
export function HowOften(choosing: Choosing) {
  const [open, setOpen] = useState(false)
  const { draft, onChange } = choosing
  return (
    <>
      <Rows label={t('schedule.how_often')}>
        <Row
          label={<strong>{t('schedule.how_often')}</strong>}
          value={t(`schedule.pace.${draft.pace}`)}
          onClick={() => setOpen(true)}
        />
      </Rows>
      <Rest {...choosing} />
      <Sheet open={open} title={t('schedule.how_often')} onClose={() => setOpen(false)}>
        <Menu
          label={t('schedule.how_often')}
          value={draft.pace}
          options={paces.map((pace) => ({ value: pace, label: t(`schedule.pace.${pace}`) }))}
          onChange={(pace) => {
            onChange(withPace(draft, pace))
            setOpen(false)
          }}
        />
      </Sheet>
    </>
  )
}

function Rest(choosing: Choosing) {
  const { draft, problem, onChange } = choosing
  if (draft.pace === 'week') return <Days {...choosing} />
  if (draft.pace === 'weeks') return <FewWeeks {...choosing} />
  if (draft.pace === 'month') return <Month {...choosing} />
  if (draft.pace === 'quarter') return <Quarter {...choosing} />
  if (draft.pace !== 'once') return null
  return (
    <Field
      type="date"
      required
      label={t('schedule.on')}
      min={dayIn(draft.time_zone)}
      error={problem?.field('starts_on')}
      value={draft.starts_on}
      onChange={(starts_on) => onChange({ ...draft, starts_on })}
    />
  )
}

const windows = [6, 12, 24, 48, 72, 168]

export function windowWords(hours: number | null): string {
  if (hours === null) return t('schedule.window.usual')
  return hours % 24
    ? t('schedule.window.hours', { count: hours })
    : t('schedule.window.days', { count: hours / 24 })
}

/** What is rarely changed stands behind two lines that say how it is. */
export function Seldom({ draft, onChange }: Choosing) {
  const [open, setOpen] = useState<'zone' | 'window'>()
  const close = () => setOpen(undefined)
  const { time_zone, window_hours } = draft
  const hours = [null, ...new Set([...windows, window_hours ?? 24])].sort((a, b) => (a ?? 0) - (b ?? 0))
  return (
    <>
      <Rows label={t('schedule.seldom')}>
        <Row label={t('schedule.zone')} value={zoneName(time_zone)} onClick={() => setOpen('zone')} />
        <Row
          label={t('schedule.window')}
          value={windowWords(window_hours)}
          onClick={() => setOpen('window')}
        />
      </Rows>
      <Sheet open={open === 'zone'} title={t('schedule.zone')} onClose={close}>
        <Pick
          label={t('schedule.zone')}
          help={t('schedule.zone.help')}
          value={time_zone}
          options={zoneChoices(time_zone)}
          onChange={(zone) => {
            onChange({ ...draft, time_zone: zone })
            close()
          }}
        />
      </Sheet>
      <Sheet open={open === 'window'} title={t('schedule.window')} onClose={close}>
        <p class="quiet">{t('schedule.window.help')}</p>
        <Menu
          label={t('schedule.window')}
          value={String(window_hours ?? 0)}
          options={hours.map((one) => ({ value: String(one ?? 0), label: windowWords(one) }))}
          onChange={(one) => {
            onChange({ ...draft, window_hours: Number(one) || null })
            close()
          }}
        />
      </Sheet>
    </>
  )
}
