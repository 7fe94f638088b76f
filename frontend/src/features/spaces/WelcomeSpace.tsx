import { useState } from 'preact/hooks'
import { api, Problem } from '../../api/client'
import { explain } from '../../api/explain'
import type { Space } from '../../api/types'
import { t } from '../../i18n'
import { navigate } from '../../router'
import { me, space } from '../../stores'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Progress } from '../../ui/Progress'
import { Screen } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { today } from '../../ui/when'
import { NotFor } from '../accounts/NotFor'
import { deviceZone } from '../accounts/zones'
import { carried, putDown } from './carried'
import { Invitation, invitation } from './Invitation'
import { joinWith } from './Join'
import type { StepProps } from './step'

export function AskSpace(props: StepProps) {
  const code = carried()
  const [joining, setJoining] = useState(Boolean(code))
  return joining && code ? (
    <JoinNow {...props} code={code} instead={() => setJoining(false)} />
  ) : (
    <StartSpace {...props} />
  )
}

/** They have seen the preview before signing up; here they say yes for good. */
function JoinNow({ step, of, next, code, instead }: StepProps & { code: string; instead: () => void }) {
  const [busy, setBusy] = useState(false)
  const join = async () => {
    setBusy(true)
    try {
      await joinWith(code)
      next()
    } catch (error) {
      toast(explain(error))
      setBusy(false)
      if (error instanceof Problem && error.code === 'invitation_gone') letGo()
    }
  }
  const letGo = () => {
    putDown()
    instead()
  }
  return (
    <Screen
      title={t('welcome.join.title')}
      top={<Progress step={step} of={of} />}
      step={step}
      lead={<p class="quiet">{t('welcome.join.lead')}</p>}
    >
      <div class="stack tight">
        <Button wide busy={busy} onClick={() => void join()}>
          {t('welcome.join')}
        </Button>
        <Button look="outline" wide onClick={() => navigate(`/join#${code}`)}>
          {t('welcome.join.look')}
        </Button>
        <Button look="soft" wide onClick={letGo}>
          {t('welcome.join.instead')}
        </Button>
      </div>
    </Screen>
  )
}

function StartSpace({ step, of, next }: StepProps) {
  const [name, setName] = useState('')
  const [since, setSince] = useState('')
  const [busy, setBusy] = useState(false)
  const create = async () => {
    setBusy(true)
    const wanted = {
      name: name.trim(),
      time_zone: me.peek()?.time_zone ?? deviceZone(),
      started_on: since || null,
    }
    try {
      space.value = await api.post<Space>('/space', wanted)
      next()
    } catch (error) {
      toast(explain(error))
      setBusy(false)
    }
  }
  return (
    <Screen
      title={t('welcome.space.title')}
      top={<Progress step={step} of={of} />}
      step={step}
      lead={<p class="quiet">{t('welcome.space.lead')}</p>}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Field
          label={t('welcome.space.name')}
          help={t('welcome.space.name.help')}
          maxLength={60}
          value={name}
          onChange={setName}
        />
        <Field label={t('welcome.space.since')} type="date" max={today()} value={since} onChange={setSince} />
        <Button type="submit" busy={busy} wide>
          {t('welcome.space.create')}
        </Button>
        <Button look="soft" wide onClick={() => navigate('/join')}>
          {t('welcome.space.code')}
        </Button>
      </form>
      <NotFor />
    </Screen>
  )
}

export function InvitePartner({ step, of, next }: StepProps) {
  return (
    <Screen
      title={t('invite.title')}
      top={<Progress step={step} of={of} />}
      step={step}
      lead={<p class="quiet">{t('invite.lead')}</p>}
    >
      <Invitation />
      <Button look={invitation.value ? 'outline' : 'soft'} wide onClick={next}>
        {t(invitation.value ? 'auth.continue' : 'welcome.later')}
      </Button>
    </Screen>
  )
}
