import { useEffect, useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import type { Recovery } from '../../api/types'
import { t } from '../../i18n'
import { entered } from '../../offline/session'
import { Link } from '../../router'
import { Button, IconButton } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Mark } from '../../ui/Mark'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { confirmCode, confirmEmail, type Next, recoveryCode, sendAgain, withPasskey } from './auth'
import { awaited, awaitLetter } from './letter'
import { moment } from './Waiting'

interface Props {
  title: string
  lead: string
  start: (email: string) => Promise<Next>
  other: { href: string; label: string }
  passkey?: boolean
}

type Step = 'email' | 'email_code' | 'login_code' | 'second_step'

/** E-mail, then the code from the letter, then (for people with a passkey) the passkey. */
export function Door({ title, lead, start, other, passkey = false }: Props) {
  const [step, setStep] = useState<Step>(() => awaited()?.step ?? 'email')
  const [email, setEmail] = useState(() => awaited()?.email ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    awaitLetter(step === 'email_code' || step === 'login_code' ? { step, email } : undefined)
  }, [step])

  const go = async (work: () => Promise<Next>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const next = await work()
      if (next === 'done') {
        awaitLetter(undefined)
        await entered()
      } else if (next === 'again') setStep('email')
      else setStep(next)
    } catch (error) {
      // Closing the phone's own passkey sheet is a choice, not a fault.
      if (error instanceof DOMException) setProblem(t('auth.passkey.none'))
      else setProblem(error instanceof Problem ? explain(error) : t('errors.unknown'))
      if (error instanceof Problem && error.code === 'too_late') {
        setStep('email')
        // Nothing was waiting for a code: perhaps because this browser is signed in already.
        await entered().catch(() => undefined)
      }
    } finally {
      setBusy(false)
    }
  }

  const shared = { busy, problem, go }
  if (step === 'second_step') return <SecondStep {...shared} />
  if (step !== 'email') {
    return <CodeStep {...shared} step={step} email={email} back={() => setStep('email')} />
  }
  return (
    <Screen title={title} top={<TopBar to="/" />} lead={<p class="quiet">{lead}</p>}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void go(() => start(email.trim()))
        }}
      >
        <Field
          label={t('auth.email')}
          type="email"
          name="email"
          autocomplete="username webauthn"
          autoCapitalize="none"
          required
          value={email}
          error={problem}
          onChange={setEmail}
        />
        <Button type="submit" busy={busy} wide>
          {t('auth.send_code')}
        </Button>
        {passkey && (
          <Button look="outline" wide onClick={() => void go(() => withPasskey('login'))}>
            {t('auth.passkey')}
          </Button>
        )}
      </form>
      <p class="center small">
        <Link href={other.href}>{other.label}</Link>
      </p>
    </Screen>
  )
}

interface StepProps {
  busy: boolean
  problem: string | undefined
  go: (work: () => Promise<Next>) => Promise<void>
}

type CodeProps = StepProps & { step: 'email_code' | 'login_code'; email: string; back: () => void }

function CodeStep({ busy, problem, go, step, email, back }: CodeProps) {
  const [code, setCode] = useState('')
  const confirm = step === 'email_code' ? confirmEmail : confirmCode
  const again = async () => {
    try {
      await sendAgain(step)
      toast(t('auth.code.sent_again'))
    } catch (error) {
      toast(explain(error))
    }
  }
  return (
    <Screen
      title={t('auth.code.title')}
      top={<IconButton icon="back" label={t('ui.back')} onClick={back} />}
      step={step}
      lead={<p class="quiet">{t('auth.code.lead', { email })}</p>}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void go(() => confirm(code.trim()))
        }}
      >
        <Field
          label={t('auth.code')}
          name="code"
          autocomplete="one-time-code"
          autoCapitalize="characters"
          spellcheck={false}
          required
          value={code}
          error={problem}
          onChange={setCode}
        />
        <Button type="submit" busy={busy} wide>
          {t('auth.continue')}
        </Button>
      </form>
      <div class="stack tight">
        <Button look="soft" onClick={() => void again()}>
          {t('auth.code.again')}
        </Button>
        <Button look="soft" onClick={back}>
          {t('auth.code.other_email')}
        </Button>
      </div>
    </Screen>
  )
}

function SecondStep({ busy, problem, go }: StepProps) {
  const [code, setCode] = useState('')
  const [by, setBy] = useState<'passkey' | 'code' | 'neither'>('passkey')
  if (by === 'neither') return <Wait back={() => setBy('passkey')} />
  return (
    <Screen
      title={t('auth.second.title')}
      top={<Mark size={48} pair />}
      step={by}
      lead={<p class="quiet">{t('auth.second.lead')}</p>}
    >
      {by === 'code' ? (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void go(() => recoveryCode(code.trim()))
          }}
        >
          <Field
            label={t('auth.recovery.code')}
            autocomplete="off"
            required
            value={code}
            error={problem}
            onChange={setCode}
          />
          <Button type="submit" busy={busy} wide>
            {t('auth.continue')}
          </Button>
        </form>
      ) : (
        <div class="stack tight">
          <Button wide busy={busy} onClick={() => void go(() => withPasskey('authenticate'))}>
            {t('auth.passkey')}
          </Button>
          {problem && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          <Button look="soft" onClick={() => setBy('code')}>
            {t('auth.recovery.instead')}
          </Button>
        </div>
      )}
      <Button look="soft" onClick={() => setBy('neither')}>
        {t('auth.neither')}
      </Button>
    </Screen>
  )
}

/** Neither passkey nor recovery code: time, in which every phone that is signed in can say no. */
function Wait({ back }: { back: () => void }) {
  const [readyAt, setReadyAt] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const wait = async () => {
    setBusy(true)
    try {
      setReadyAt((await api.post<Recovery>('/recoveries')).ready_at)
    } catch (error) {
      setProblem(explain(error))
    } finally {
      setBusy(false)
    }
  }
  const top = <IconButton icon="back" label={t('ui.back')} onClick={back} />
  if (readyAt) {
    return (
      <Screen title={t('auth.wait.begun')} top={top} step="begun">
        <p>{t('auth.wait.until', { when: moment(readyAt) })}</p>
        <p class="quiet">{t('auth.wait.seen')}</p>
      </Screen>
    )
  }
  return (
    <Screen title={t('auth.wait.title')} top={top} step="wait">
      <p>{t('auth.wait.lead')}</p>
      <p class="quiet">{t('auth.wait.seen')}</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <Button wide busy={busy} onClick={() => void wait()}>
        {t('auth.wait.begin')}
      </Button>
    </Screen>
  )
}
