import { useEffect, useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import type { InvitationPreview, Space } from '../../api/types'
import { date, t } from '../../i18n'
import { navigate, route } from '../../router'
import { loadMe, me, partner, space } from '../../stores'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Failure } from '../../ui/Empty'
import { Field } from '../../ui/Field'
import { Mark } from '../../ui/Mark'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { carried, carry, putDown } from './carried'
import './spaces.css'

export default function Join() {
  const code = route.value.hash || carried() || ''
  return code ? <Invited key={code} code={code} /> : <TypeCode />
}

/** Typed with spaces or dashes, or the whole link. */
const bare = (typed: string) => (typed.split('#').at(-1) ?? '').replace(/[^a-z\d]/gi, '')

function TypeCode() {
  const [code, setCode] = useState('')
  return (
    <Screen
      title={t('join.code.title')}
      top={<TopBar to="/" />}
      lead={<p class="quiet">{t('join.code.lead')}</p>}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          navigate(`/join#${bare(code)}`, { replace: true })
        }}
      >
        <Field
          label={t('join.code')}
          autocomplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          placeholder="K7QF-2M9D-XR"
          maxLength={200}
          required
          value={code}
          onChange={setCode}
        />
        <Button type="submit" wide>
          {t('auth.continue')}
        </Button>
      </form>
    </Screen>
  )
}

function Invited({ code }: { code: string }) {
  const [preview, setPreview] = useState<InvitationPreview>()
  const [problem, setProblem] = useState<unknown>()
  const load = () => {
    setProblem(undefined)
    api.post<InvitationPreview>('/invitation-previews', { code }).then(setPreview, setProblem)
  }
  useEffect(load, [code])
  if (problem) return <NotOpen problem={problem} again={load} />
  if (!preview) return <Screen title={t('nav.loading')} loading />
  return <Decision code={code} preview={preview} />
}

/** Used, withdrawn, too old and never existed look the same, on purpose. */
function NotOpen({ problem, again }: { problem: unknown; again: () => void }) {
  const gone = problem instanceof Problem && problem.code === 'invitation_gone'
  if (!gone) {
    return (
      <Screen title={t('join.title')}>
        <Failure error={problem} again={again} />
      </Screen>
    )
  }
  putDown()
  return (
    <Screen
      title={t('join.gone.title')}
      top={<Mark size={48} pair />}
      lead={<p class="quiet">{t('join.gone')}</p>}
    >
      <Button wide onClick={() => navigate('/join', { replace: true })}>
        {t('join.gone.code')}
      </Button>
      <Button look="soft" wide onClick={() => navigate('/', { replace: true })}>
        {t('join.gone.home')}
      </Button>
    </Screen>
  )
}

function Decision({ code, preview }: { code: string; preview: InvitationPreview }) {
  const [busy, setBusy] = useState(false)
  const { name, pronouns } = preview.inviter
  const accept = async () => {
    if (!me.value?.name) {
      carry(code)
      navigate(me.value ? '/welcome' : '/sign-up')
      return
    }
    setBusy(true)
    try {
      await joinWith(code)
      navigate('/us', { replace: true })
    } catch (error) {
      toast(explain(error))
      if (error instanceof Problem && error.code === 'own_invitation') navigate('/invite', { replace: true })
    }
    setBusy(false)
  }
  const decline = () => {
    putDown()
    navigate('/', { replace: true })
  }
  return (
    <Screen
      title={t('join.by', { name })}
      eyebrow={preview.space.name || t('join.eyebrow')}
      top={<Mark size={48} pair />}
      lead={pronouns ? <p class="quiet">{t('join.pronouns', { name, pronouns })}</p> : undefined}
    >
      <p>{t('join.about')}</p>
      <Card>
        <h2>{t('join.see')}</h2>
        <ul class="plain">
          <li>{t('join.see.answers')}</li>
          <li>{t('join.see.times')}</li>
          <li>{t('join.see.name')}</li>
        </ul>
      </Card>
      <Card hue="sunk">
        <h2>{t('join.not_see', { name })}</h2>
        <ul class="plain">
          <li>{t('join.not_see.private')}</li>
          <li>{t('join.not_see.drafts')}</li>
          <li>{t('join.not_see.whether')}</li>
        </ul>
      </Card>
      <p class="small quiet">{t('join.leave')}</p>
      {me.value && space.value && !partner.value && <p class="small quiet">{t('join.closes')}</p>}
      <div class="dock">
        <Button wide busy={busy} onClick={() => void accept()}>
          {t('join.accept', { name })}
        </Button>
        <Button look="soft" wide onClick={decline}>
          {t('join.decline')}
        </Button>
        <p class="center small quiet">
          {t('join.quietly', {
            name,
            date: date(preview.expires_at, { weekday: 'long', hour: '2-digit', minute: '2-digit' }),
          })}
        </p>
      </div>
    </Screen>
  )
}

export async function joinWith(code: string): Promise<void> {
  space.value = await api.post<Space>('/memberships', { code })
  putDown()
  await loadMe()
}
