import { useEffect, useState } from 'preact/hooks'
import { explain } from '../../api/explain'
import { t } from '../../i18n'
import { lookAtPush, pushState, startPush, stopPush } from '../../push'
import { me } from '../../stores'
import { Card } from '../../ui/Card'
import { Field } from '../../ui/Field'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { Switch } from '../../ui/Switch'
import { toast } from '../../ui/Toast'
import '../accounts/accounts.css'
import { change } from '../accounts/change'

export default function Reminders() {
  const person = me.value
  const [busy, setBusy] = useState(false)
  useEffect(() => void lookAtPush(), [])
  if (!person) return <Screen title={t('push.title')} loading />
  const state = pushState.value
  const blocked = state === 'denied' || state === 'unsupported' || state === 'install'
  const push = async (on: boolean) => {
    setBusy(true)
    try {
      await setPush(on)
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  return (
    <Screen title={t('push.title')} top={<TopBar to="/me" />} lead={<p class="quiet">{t('push.lead')}</p>}>
      <div>
        <Switch
          label={t('push.push')}
          help={blocked ? t(`push.${state}`) : t('push.push.help')}
          checked={person.remind_by_push && state === 'on'}
          disabled={busy || blocked}
          onChange={(on) => void push(on)}
        />
        <Switch
          label={t('push.email')}
          help={person.email}
          checked={person.remind_by_email}
          onChange={(remind_by_email) => void change({ remind_by_email })}
        />
      </div>
      <Card>
        <h2>{t('push.quiet')}</h2>
        <p class="quiet">{t('push.quiet.help')}</p>
        <div class="side-by-side">
          <Field
            label={t('push.quiet.from')}
            type="time"
            value={person.quiet_from.slice(0, 5)}
            onChange={(quiet_from) => quiet_from && void change({ quiet_from })}
          />
          <Field
            label={t('push.quiet.until')}
            type="time"
            value={person.quiet_until.slice(0, 5)}
            onChange={(quiet_until) => quiet_until && void change({ quiet_until })}
          />
        </div>
      </Card>
      <Rows>
        <Row label={t('push.rhythm')} help={t('push.rhythm.help')} href="/schedules" />
      </Rows>
    </Screen>
  )
}

/** Turning it on is only true when the phone agreed too. */
export async function setPush(on: boolean): Promise<boolean> {
  if (on) {
    if ((await startPush()) !== 'on') return false
  } else {
    await stopPush()
  }
  await change({ remind_by_push: on })
  return on
}
