import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { CalendarAddress } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import './notifications.css'

/** A secret address that any calendar can read. */
export default function Calendar() {
  const { data, problem, reload, set } = useResource<CalendarAddress>('/calendar')
  const [busy, setBusy] = useState(false)
  const during = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  const make = async () => set(await api.post<CalendarAddress>('/calendar'))
  const renew = async () => {
    await make()
    toast(t('calendar.renewed'))
  }
  const stop = async () => {
    await api.del('/calendar')
    set({ address: null })
    toast(t('calendar.stopped'))
  }
  return (
    <Screen
      title={t('calendar.title')}
      top={<TopBar to="/me/reminders" />}
      lead={<p class="quiet">{t('calendar.lead')}</p>}
      loading={!data && !problem}
    >
      {!data && problem && <Failure error={problem} again={() => void reload()} />}
      {data && !data.address && (
        <Button wide busy={busy} onClick={() => void during(make)}>
          {t('calendar.make')}
        </Button>
      )}
      {data?.address && (
        <>
          <Card>
            <h2>{t('calendar.yours')}</h2>
            <p class="address">{data.address}</p>
            <Button wide onClick={() => void during(() => copy(data.address ?? ''))}>
              {t('calendar.copy')}
            </Button>
            <p class="small quiet">{t('calendar.how')}</p>
          </Card>
          <div class="row wrap ways">
            <Button look="soft" busy={busy} onClick={() => void during(renew)}>
              {t('calendar.renew')}
            </Button>
            <Button look="trouble" busy={busy} onClick={() => void during(stop)}>
              {t('calendar.stop')}
            </Button>
          </div>
        </>
      )}
      {data && (
        <Card hue="sunk">
          <p class="small">{t('calendar.careful')}</p>
        </Card>
      )}
    </Screen>
  )
}

async function copy(address: string): Promise<void> {
  await navigator.clipboard.writeText(address)
  toast(t('calendar.copied'))
}
