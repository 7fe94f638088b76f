import { useEffect, useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import type { Confirmation } from '../../api/types'
import { t } from '../../i18n'
import { me } from '../../stores'
import { Bones } from '../../ui/Bones'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { withPasskey } from './auth'

type Way = 'passkey' | 'recovery_code' | 'email_code'

export function ConfirmSheet({ end }: { end: (confirmed: boolean) => void }) {
  const [ways, setWays] = useState<Way[]>()
  const [way, setWay] = useState<Way>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      setProblem(words(error))
    } finally {
      setBusy(false)
    }
  }
  const ask = () =>
    attempt(async () => {
      const found = (await api.get<Confirmation>('/confirmation')).ways
      setWays(found)
      setWay(found[0])
    })
  useEffect(() => void ask(), [])
  const prove = () =>
    attempt(async () => {
      if ((await withPasskey('reauthenticate')) === 'done') end(true)
    })
  const confirm = (code: string) =>
    attempt(async () => {
      await api.post('/confirmations', { code })
      end(true)
    })
  const others = ways?.filter((one) => one !== 'passkey').filter((one) => one !== way) ?? []
  return (
    <Sheet open title={t('confirm.title')} onClose={() => end(false)}>
      {!way && (problem ? <Button onClick={() => void ask()}>{t('ui.again')}</Button> : <Bones />)}
      {way === 'passkey' && (
        <>
          <p class="quiet">{t('confirm.passkey')}</p>
          <Button wide busy={busy} onClick={() => void prove()}>
            {t('auth.passkey')}
          </Button>
        </>
      )}
      {way === 'email_code' && <Letter busy={busy} problem={problem} attempt={attempt} confirm={confirm} />}
      {way === 'recovery_code' && (
        <CodeForm label={t('auth.recovery.code')} busy={busy} problem={problem} confirm={confirm} />
      )}
      {problem && (way === 'passkey' || !way) && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {others.map((other) => (
        <Button key={other} look="soft" onClick={() => setWay(other)}>
          {t(`confirm.by.${other}`)}
        </Button>
      ))}
    </Sheet>
  )
}

interface FormProps {
  busy: boolean
  problem: string | undefined
  confirm: (code: string) => Promise<void>
}

/** Sent when asked for: a letter nobody expects only frightens. */
function Letter({
  attempt,
  ...form
}: FormProps & { attempt: (work: () => Promise<unknown>) => Promise<void> }) {
  const [sent, setSent] = useState(false)
  const send = () =>
    attempt(async () => {
      await api.post('/confirmation-codes')
      setSent(true)
    })
  const email = me.value?.email ?? ''
  if (!sent) {
    return (
      <>
        <p class="quiet">{t('confirm.lead', { email })}</p>
        <Button wide busy={form.busy} onClick={() => void send()}>
          {t('auth.send_code')}
        </Button>
        {form.problem && (
          <p class="problem" role="alert">
            {form.problem}
          </p>
        )}
      </>
    )
  }
  return (
    <>
      <p class="quiet">{t('auth.code.lead', { email })}</p>
      <CodeForm label={t('auth.code')} {...form} />
      <Button look="soft" onClick={() => void send()}>
        {t('auth.code.again')}
      </Button>
    </>
  )
}

function CodeForm({ label, busy, problem, confirm }: FormProps & { label: string }) {
  const [code, setCode] = useState('')
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void confirm(code.trim())
      }}
    >
      <Field
        label={label}
        name="code"
        autocomplete="one-time-code"
        autoCapitalize="characters"
        spellcheck={false}
        required
        maxLength={40}
        value={code}
        error={problem}
        onChange={setCode}
      />
      <Button type="submit" busy={busy} wide>
        {t('auth.continue')}
      </Button>
    </form>
  )
}

function words(error: unknown): string {
  // Closing the phone's own passkey sheet is a choice, not a fault.
  if (error instanceof DOMException) return t('auth.passkey.none')
  if (error instanceof Problem && error.field('code')) return t('errors.incorrect_code')
  return explain(error)
}
