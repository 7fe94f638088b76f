import { useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import type { Person } from '../../api/types'
import { t } from '../../i18n'
import { me } from '../../stores'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { toast } from '../../ui/Toast'
import { confirming } from './confirming'

/** Another address: first a code goes there, so that nobody locks themselves out with a slip of the finger. */
export function AddressSheet({ open, close }: { open: boolean; close: () => void }) {
  const [email, setEmail] = useState('')
  const [code, setCode] = useState('')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  const end = () => {
    setEmail('')
    setCode('')
    setAsked(false)
    setProblem(undefined)
    close()
  }
  const go = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      if (asked) {
        me.value = await api.post<Person>('/addresses', { code: code.trim() })
        toast(t('address.changed'))
        end()
      } else {
        await confirming(() => api.post('/address-changes', { email: email.trim() }))
        setAsked(true)
      }
    } catch (error) {
      setProblem(words(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet open={open} title={t('address.title')} onClose={end}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <p class="quiet">{asked ? t('auth.code.lead', { email: email.trim() }) : t('address.lead')}</p>
        {asked ? (
          <Field
            key="code"
            label={t('auth.code')}
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
        ) : (
          <Field
            key="email"
            label={t('address.new')}
            type="email"
            name="email"
            autocomplete="email"
            autoCapitalize="none"
            required
            value={email}
            error={problem}
            onChange={setEmail}
          />
        )}
        <Button type="submit" busy={busy} wide>
          {asked ? t('auth.continue') : t('auth.send_code')}
        </Button>
      </form>
    </Sheet>
  )
}

function words(error: unknown): string {
  if (!(error instanceof Problem)) return t('errors.unknown')
  if (error.field('code')) return t('errors.incorrect_code')
  return error.field('email') ?? explain(error)
}
