import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { useResource } from '../../api/resource'
import type { Session } from '../../api/types'
import { date, t } from '../../i18n'
import { Button } from '../../ui/Button'
import { Failure } from '../../ui/Empty'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { Sheet } from '../../ui/Sheet'
import { toast } from '../../ui/Toast'
import { confirming } from './confirming'

const day = (iso: string) => date(iso, { day: 'numeric', month: 'long' })

/** Where somebody is signed in: by device and day, never by place or minute. */
export default function Sessions() {
  const { data, problem, reload } = useResource<Session[]>('/sessions')
  const [ending, setEnding] = useState<Session | 'others'>()
  const here = data?.filter((one) => one.is_this) ?? []
  const others = data?.filter((one) => !one.is_this) ?? []
  const end = async () => {
    const path = typeof ending === 'object' ? `/sessions/${ending.id}` : '/sessions'
    setEnding(undefined)
    try {
      await confirming(() => api.del(path))
      toast(t('sessions.ended'))
    } catch (error) {
      toast(explain(error))
    }
    await reload()
  }
  return (
    <Screen
      title={t('sessions.title')}
      top={<TopBar to="/me" />}
      loading={!data && !problem}
      lead={<p class="quiet">{t('sessions.lead')}</p>}
    >
      {!data && problem && <Failure error={problem} again={() => void reload()} />}
      <Rows label={t('sessions.title')}>
        {[...here, ...others].map((one) => (
          <Row
            key={one.id}
            label={one.device || t('sessions.unnamed')}
            help={
              one.is_this
                ? t('sessions.this')
                : t('sessions.seen', { since: day(one.signed_in_at), seen: day(one.last_seen_on) })
            }
            {...(one.is_this ? {} : { onClick: () => setEnding(one) })}
          />
        ))}
      </Rows>
      {others.length > 0 && (
        <Button look="outline" wide onClick={() => setEnding('others')}>
          {t('sessions.end_others')}
        </Button>
      )}
      <Sheet
        open={Boolean(ending)}
        title={typeof ending === 'object' ? ending.device || t('sessions.unnamed') : t('sessions.end_others')}
        onClose={() => setEnding(undefined)}
      >
        <p>{t('sessions.end.help')}</p>
        <Button look="trouble" wide onClick={() => void end()}>
          {typeof ending === 'object' ? t('sessions.end') : t('sessions.end_others')}
        </Button>
      </Sheet>
    </Screen>
  )
}
