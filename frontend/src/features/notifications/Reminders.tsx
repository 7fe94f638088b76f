import { useEffect, useState } from 'preact/hooks'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { Wishes } from '../../api/types'
import { t } from '../../i18n'
import { lookAtPush, pushState } from '../../push'
import { me } from '../../stores'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { Switch } from '../../ui/Switch'
import { toast } from '../../ui/Toast'
import { clock } from '../schedules/words'
import { byMail, LeadSheet, leadWords, MailSheet, QuietSheet, wish } from './Choose'
import { NextFive } from './NextFive'
import { setPush } from './push'

type Open = 'mail' | 'lead' | 'quiet' | undefined

/** How, when and for what somebody is reminded; all of it is theirs alone. */
export default function Reminders() {
  const [open, setOpen] = useState<Open>()
  const { data: wishes } = useResource<Wishes>('/wishes')
  const person = me.value
  if (!person) return <Screen title={t('push.title')} loading />
  const close = () => setOpen(undefined)
  const none = !person.remind_by_push && !person.remind_by_email
  const quiet = t('push.quiet.row', { from: clock(person.quiet_from), until: clock(person.quiet_until) })
  return (
    <Screen title={t('push.title')} top={<TopBar to="/me" />} lead={<p class="quiet">{t('push.lead')}</p>}>
      <div class="stack tight">
        <OnThisPhone />
        <Rows label={t('push.how')}>
          <Row
            label={t('push.email')}
            help={none ? t('push.none') : undefined}
            value={t(`push.email.${byMail(person)}`)}
            onClick={() => setOpen('mail')}
          />
          {wishes && (
            <Row
              label={t('push.lead_time')}
              value={leadWords(wishes.lead_minutes)}
              onClick={() => setOpen('lead')}
            />
          )}
          <Row label={t('push.quiet')} value={quiet} onClick={() => setOpen('quiet')} />
        </Rows>
        {wishes && (
          <Switch
            label={t('push.follow_up')}
            help={t('push.follow_up.help')}
            checked={wishes.follow_up}
            onChange={(follow_up) => void wish(wishes, { follow_up })}
          />
        )}
      </div>
      <NextFive />
      <Rows label={t('push.more')}>
        <Row icon="bell" label={t('push.rhythms')} href="/me/reminders/rhythms" />
        <Row icon="week" label={t('calendar.title')} href="/me/reminders/calendar" />
        <Row icon="check" label={t('health.title')} href="/me/reminders/health" />
      </Rows>
      <MailSheet open={open === 'mail'} close={close} />
      <LeadSheet open={open === 'lead'} close={close} />
      <QuietSheet open={open === 'quiet'} close={close} />
    </Screen>
  )
}

function OnThisPhone() {
  const [busy, setBusy] = useState(false)
  useEffect(() => void lookAtPush(), [])
  const state = pushState.value
  const blocked = state === 'denied' || state === 'unsupported' || state === 'install'
  const turn = async (on: boolean) => {
    setBusy(true)
    try {
      await setPush(on)
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  return (
    <Switch
      label={t('push.push')}
      help={blocked ? t(`push.${state}`) : t('push.push.help')}
      checked={Boolean(me.value?.remind_by_push) && state === 'on'}
      disabled={busy || blocked}
      onChange={(on) => void turn(on)}
    />
  )
}
