import { useEffect, useState } from 'preact/hooks'
import { explain } from '../../api/explain'
import { refresh } from '../../api/resource'
import type { Answer, CheckIn, Question } from '../../api/types'
import { t } from '../../i18n'
import { edit, type JobState, letGoOfUnreadable, loadDraft, retry } from '../../offline/drafts'
import { navigate } from '../../router'
import { loadMe } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Mark } from '../../ui/Mark'
import { Screen, TopBar } from '../../ui/Screen'
import { toast } from '../../ui/Toast'
import { kindly } from '../../ui/when'
import { start } from '../home/start'
import { promptOf } from './answers'
import { takeBack, takeUp } from './deferral'
import { Said } from './Said'

interface Props {
  checkIn: CheckIn
}

const sign = <Mark size={72} />
const top = <TopBar to="/today" />

interface MineProps {
  questions: readonly Question[]
  answers: readonly Answer[]
  title?: string
}

/** What I wrote, for nobody but me, folded away. */
export function Mine({ questions, answers, title = t('checkin.mine') }: MineProps) {
  if (!answers.length) return null
  const given = (id: string) => answers.find((one) => one.question === id)?.value
  return (
    <details class="mine">
      <summary>{title}</summary>
      <div class="stack">
        {questions.map((question) => {
          const value = given(question.id)
          if (value === undefined) return null
          return (
            <Card key={question.id}>
              <h2 class="eyebrow">{promptOf(question, questions, given)}</h2>
              <Said question={question} value={value} />
            </Card>
          )
        })}
      </div>
    </details>
  )
}

/** Sent: calm, and nothing about anybody else. */
export function Sealed({ checkIn }: Props) {
  const [busy, setBusy] = useState(false)
  const back = async () => {
    setBusy(true)
    await takeBack(checkIn.id)
    navigate(`/checkins/${checkIn.id}?step=${checkIn.questions.length}`, { replace: true })
    setBusy(false)
  }
  return (
    <Screen
      title={t('checkin.sealed.title')}
      top={top}
      step="sealed"
      look="resting"
      sign={sign}
      lead={<p class="quiet">{t(checkIn.with_partner ? 'checkin.sealed.text' : 'checkin.sealed.alone')}</p>}
    >
      <p class="quiet small center">{t('checkin.sealed.until', { when: kindly(checkIn.closes_at) })}</p>
      <Mine questions={checkIn.questions} answers={checkIn.answers} />
      <div class="dock">
        <LinkButton wide href="/today">
          {t('nav.to_today')}
        </LinkButton>
        <Button look="soft" wide busy={busy} onClick={back}>
          {t('checkin.take_back')}
        </Button>
      </div>
    </Screen>
  )
}

/** Nothing can be sent to it any more, however often one tries. */
const over = new Set(['check_in_closed', 'already_revealed', 'already_sent', 'not_found'])

/** The server knows best: somebody still signed in only needs another try, anybody else is led to the door. */
async function signIn(checkIn: string): Promise<void> {
  try {
    if (await loadMe()) await retry(checkIn)
  } catch (error) {
    toast(explain(error))
  }
}

/** Its key is gone from this phone, so nobody can read it any more. Whatever else waits goes out as usual. */
function CannotBeRead({ checkIn, onEdit }: Props & { onEdit: () => void }) {
  const letGo = async () => {
    await letGoOfUnreadable(checkIn.id)
    refresh(`/checkins/${checkIn.id}`)
    onEdit()
  }
  return (
    <Screen
      title={t('checkin.phone.unreadable.title')}
      top={top}
      step="unreadable"
      look="resting"
      sign={sign}
      lead={<p class="quiet">{t('checkin.phone.unreadable')}</p>}
    >
      <div class="dock">
        <Button wide onClick={letGo}>
          {t(checkIn.state === 'open' ? 'checkin.phone.write_again' : 'checkin.phone.let_go')}
        </Button>
        <LinkButton look="soft" wide href="/today">
          {t('nav.to_today')}
        </LinkButton>
      </div>
    </Screen>
  )
}

/** Waiting on this phone for the network, a sign-in, or the person. */
export function OnThisPhone({ checkIn, job, onEdit }: Props & { job: JobState; onEdit: () => void }) {
  if (job.is === 'unreadable') return <CannotBeRead checkIn={checkIn} onEdit={onEdit} />
  const lead = job.is === 'refused' ? explain(job.problem) : t(`checkin.phone.${job.is}`)
  const tooLate = job.is === 'refused' && over.has(job.problem.code)
  const takeOut = async () => {
    await edit(checkIn.id)
    refresh(`/checkins/${checkIn.id}`)
    onEdit()
  }
  return (
    <Screen
      title={t('checkin.phone.title')}
      top={top}
      step="phone"
      look="resting"
      sign={sign}
      lead={<p class="quiet">{lead}</p>}
    >
      <div class="dock">
        {job.is === 'signed_out' ? (
          <Button wide onClick={() => signIn(checkIn.id)}>
            {t('checkin.phone.sign_in')}
          </Button>
        ) : (
          !tooLate && (
            <Button wide look="outline" onClick={() => retry(checkIn.id)}>
              {t('ui.again')}
            </Button>
          )
        )}
        <Button look={tooLate ? 'primary' : 'soft'} wide onClick={takeOut}>
          {t(tooLate ? 'checkin.keep.words' : 'checkin.edit.words')}
        </Button>
      </div>
    </Screen>
  )
}

export function Aside({ checkIn }: Props) {
  const [busy, setBusy] = useState(false)
  return (
    <Screen
      title={t('checkin.aside.title')}
      top={top}
      step="aside"
      look="resting"
      sign={sign}
      lead={<p class="quiet">{t('checkin.aside.text', { when: kindly(checkIn.closes_at) })}</p>}
    >
      <div class="dock">
        <Button
          wide
          busy={busy}
          onClick={async () => {
            setBusy(true)
            await takeUp(checkIn.id)
            setBusy(false)
          }}
        >
          {t('checkin.aside.take_up')}
        </Button>
        <LinkButton look="soft" wide href="/today">
          {t('nav.to_today')}
        </LinkButton>
      </div>
    </Screen>
  )
}

export function Closed({ checkIn }: Props) {
  const [answers, setAnswers] = useState(checkIn.answers)
  useEffect(() => {
    // Words that were never sent are still on this phone.
    loadDraft(checkIn.id)
      .then((draft) => draft?.answers.length && setAnswers(draft.answers))
      .catch(() => undefined)
  }, [checkIn.id])
  return (
    <Screen
      title={t('checkin.closed.title')}
      top={top}
      step="closed"
      look="resting"
      sign={sign}
      lead={<p class="quiet">{t(answers.length ? 'checkin.closed.kept' : 'checkin.closed.empty')}</p>}
    >
      <Mine questions={checkIn.questions} answers={answers} />
      <div class="dock">
        <Button wide look="outline" onClick={() => start(checkIn.template)}>
          {t('checkin.closed.again')}
        </Button>
        <LinkButton look="soft" wide href="/today">
          {t('nav.to_today')}
        </LinkButton>
      </div>
    </Screen>
  )
}
