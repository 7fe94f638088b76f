import { useEffect, useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import type { TestPush as Test } from '../../api/types'
import { t } from '../../i18n'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Icon } from '../../ui/Icon'
import { toast } from '../../ui/Toast'

const NEXT_LOOK = 1000
const PATIENCE = 30_000

interface Props {
  /** undefined: reminders are off on this phone. */
  browser: string | undefined
  after: () => void
}

type Shown = Test['state'] | 'late'

/** One reminder to this phone, now, and a look at whether it came. */
export function TestPush({ browser, after }: Props) {
  const [test, setTest] = useState<{ id: string; since: number; state: Shown }>()
  const [busy, setBusy] = useState(false)
  const under_way = test?.state === 'waiting' || test?.state === 'sent'
  useEffect(() => {
    if (!test || !under_way) return
    const timer = setTimeout(() => void look(test.id, test.since), NEXT_LOOK)
    return () => clearTimeout(timer)
  }, [test])
  const look = async (id: string, since: number) => {
    const late = Date.now() - since > PATIENCE
    try {
      const { state } = await api.get<Test>(`/test-pushes/${id}`)
      const over = state === 'arrived' || state === 'failed'
      setTest({ id, since, state: late && !over ? 'late' : state })
      if (over || late) after()
    } catch (error) {
      // A look that did not get through is tried again; what is gone will not come back.
      const gone = error instanceof Problem && error.status >= 400 && error.status < 500
      setTest({ id, since, state: late || gone ? 'late' : 'waiting' })
    }
  }
  const send = async () => {
    if (!browser) return
    setBusy(true)
    try {
      setTest({ ...(await api.post<Test>('/test-pushes', { browser })), since: Date.now() })
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  if (!browser)
    return (
      <Card>
        <p class="quiet">{t('health.off')}</p>
        <LinkButton look="outline" wide href="/me/reminders">
          {t('push.title')}
        </LinkButton>
      </Card>
    )
  return (
    <Card>
      <div role="status" class="stack tight">
        <h2 class="row">
          {test?.state === 'arrived' && <Icon name="check" />}
          {t(test ? `health.test.${test.state}.title` : 'health.test.title')}
        </h2>
        <p class="quiet">{t(test ? `health.test.${test.state}` : 'health.test')}</p>
      </div>
      {(test?.state === 'late' || test?.state === 'failed') && <Tries />}
      {!under_way && (
        <Button look={test ? 'outline' : 'primary'} wide busy={busy} onClick={() => void send()}>
          {t(test ? 'health.test.again' : 'health.test.send')}
        </Button>
      )}
    </Card>
  )
}

const tries = ['settings', 'focus', 'again', 'mail'] as const

function Tries() {
  return (
    <ul class="plain">
      {tries.map((one) => (
        <li key={one}>{t(`health.try.${one}`)}</li>
      ))}
    </ul>
  )
}
