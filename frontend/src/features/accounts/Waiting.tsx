import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { date, t } from '../../i18n'
import { me } from '../../stores'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { toast } from '../../ui/Toast'

export const moment = (iso: string) =>
  date(iso, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' })

async function stop(): Promise<void> {
  try {
    await api.del('/me/recovery')
    if (me.value) me.value = { ...me.value, recovery: null }
    toast(t('recovery.stopped'))
  } catch (error) {
    toast(explain(error))
  }
}

/** On every phone that is signed in, for as long as somebody waits to come in without the passkey. */
export function Waiting() {
  const recovery = me.value?.recovery
  if (!recovery) return null
  return (
    <Banner>
      {t('recovery.banner', { when: moment(recovery.ready_at) })}
      <Button look="soft" onClick={() => void stop()}>
        {t('recovery.stop')}
      </Button>
    </Banner>
  )
}
