import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { forgetAll } from '../../api/resource'
import { t } from '../../i18n'
import { forgetMemory } from '../../offline/cache'
import { goBack, navigate } from '../../router'
import { partner, space } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Screen, TopBar } from '../../ui/Screen'
import { Switch } from '../../ui/Switch'
import { toast } from '../../ui/Toast'
import { confirming } from '../accounts/confirming'
import { useSpace } from '../spaces/useSpace'
import './privacy.css'

/** Alone, at once, and without a question why. */
export default function Leave() {
  const { home } = useSpace()
  const [quietly, setQuietly] = useState(true)
  const [busy, setBusy] = useState(false)
  if (home === undefined) return <Screen title={t('leave.title')} top={<TopBar to="/us" />} loading />
  const closed = Boolean(home?.closed)
  const leave = async () => {
    setBusy(true)
    try {
      await confirming(() => api.del('/space', { quietly }))
      await gone()
    } catch (error) {
      toast(explain(error))
      setBusy(false)
    }
  }
  return (
    <Screen
      title={t('leave.title')}
      top={<TopBar to="/us" />}
      lead={<p class="quiet">{t(closed ? 'leave.closed.lead' : 'leave.lead')}</p>}
    >
      {partner.value && <Afraid />}
      {partner.value && (
        <Switch
          label={t('leave.quietly')}
          help={t(quietly ? 'leave.quietly.on' : 'leave.quietly.off')}
          checked={quietly}
          onChange={setQuietly}
        />
      )}
      {!closed && <What shared={Boolean(partner.value)} />}
      <p class="center">
        <LinkButton look="soft" href="/me/data">
          {t('leave.file')}
        </LinkButton>
      </p>
      <div class="dock">
        <Button look="trouble" wide busy={busy} onClick={() => void leave()}>
          {t('leave.go')}
        </Button>
        <Button look="soft" wide onClick={() => goBack('/us')}>
          {t('leave.stay')}
        </Button>
      </div>
    </Screen>
  )
}

function What({ shared }: { shared: boolean }) {
  return (
    <Card>
      <h2>{t('leave.what')}</h2>
      <ul class="plain">
        <li>{t('leave.what.you')}</li>
        {shared && <li>{t('leave.what.other')}</li>}
        {shared && <li>{t('leave.what.sealed')}</li>}
      </ul>
    </Card>
  )
}

/** Said to everybody, so that reading it says nothing about anybody. */
function Afraid() {
  return (
    <Card hue="sunk">
      <h2>{t('leave.fear')}</h2>
      <p class="small">{t('leave.fear.text')}</p>
      <LinkButton look="outline" href="/help">
        {t('leave.fear.help')}
      </LinkButton>
    </Card>
  )
}

async function gone(): Promise<void> {
  forgetAll()
  await forgetMemory()
  space.value = null
  navigate('/us', { replace: true })
  toast(t('leave.done'))
}
