import { useState } from 'preact/hooks'
import { useResource } from '../../api/resource'
import type { SmallPromise } from '../../api/types'
import { t } from '../../i18n'
import { goBack, route } from '../../router'
import { partner, space } from '../../stores'
import { Button, LinkButton } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Failure } from '../../ui/Empty'
import { tick } from '../../ui/haptics'
import { Row, Rows } from '../../ui/Rows'
import { Screen, TopBar } from '../../ui/Screen'
import { Switch } from '../../ui/Switch'
import { toast } from '../../ui/Toast'
import { ago, sentence } from '../../ui/when'
import { alter, placeOf, reopen, say, takeBack } from './acts'
import { dayOf, hasItsMorning } from './words'

/** One promise: what, for when, and what became of it. */
export default function PromisePage() {
  const { data, problem, reload } = useResource<SmallPromise>(placeOf(route.value.params.id ?? ''))
  if (data && (!problem || problem.offline)) return <One key={data.id} promise={data} />
  return (
    <Screen title={t('promise.yours')} top={<TopBar to="/us" />} loading={!problem}>
      <Failure error={problem} again={() => void reload()} />
    </Screen>
  )
}

function One({ promise }: { promise: SmallPromise }) {
  const member = space.value?.members.find((one) => one.is_me === promise.mine)
  const theirs = member?.name ? t('promise.theirs', { name: member.name }) : t('promise.one')
  const mayAct = promise.mine && !space.value?.closed
  return (
    <Screen title={promise.mine ? t('promise.yours') : theirs} top={<TopBar to="/us" />}>
      <Card hue={member?.hue}>
        <p class="words">{promise.text}</p>
        <p class="small quiet">{sentence(lineOf(promise))}</p>
      </Card>
      {mayAct && (promise.outcome ? <Ended promise={promise} /> : <Open promise={promise} />)}
      <More promise={promise} mayAct={mayAct} />
    </Screen>
  )
}

function lineOf(promise: SmallPromise): string {
  const { outcome, made_on } = promise
  if (outcome) return t(`promise.became.${outcome.became}`, { day: ago(outcome.on) })
  return dayOf(promise) || t('promise.made_on', { day: ago(made_on) })
}

/** Three ways on, none of them wrong. */
function Open({ promise }: { promise: SmallPromise }) {
  const [busy, setBusy] = useState(false)
  const act = async (became: 'kept' | 'let_go') => {
    setBusy(true)
    const done = await say(promise.id, became)
    setBusy(false)
    if (done && became === 'kept') tick()
  }
  return (
    <div class="stack">
      <Button wide busy={busy} onClick={() => void act('kept')}>
        {t('promise.keep')}
      </Button>
      <div class="row wrap ways">
        <LinkButton look="soft" href={`${placeOf(promise.id)}/change`}>
          {t('promise.change')}
        </LinkButton>
        <Button look="soft" busy={busy} onClick={() => void act('let_go')}>
          {t('promise.let_go')}
        </Button>
      </div>
    </div>
  )
}

function Ended({ promise: { id, outcome } }: { promise: SmallPromise }) {
  if (outcome?.became === 'renegotiated') return null
  const kept = outcome?.became === 'kept'
  return (
    <div class="stack">
      <p class="quiet">{t(kept ? 'promise.kept.text' : 'promise.let_go.text')}</p>
      {kept && (
        <LinkButton wide look="outline" href={`/successes/new?promise=${id}`}>
          {t('promise.tell')}
        </LinkButton>
      )}
      <Button look="soft" onClick={() => void reopen(id)}>
        {t('promise.reopen')}
      </Button>
    </div>
  )
}

function More({ promise, mayAct }: { promise: SmallPromise; mayAct: boolean }) {
  const open = mayAct && !promise.outcome
  const wantsReminder = open && (promise.remind || hasItsMorning(promise.by))
  return (
    <div class="stack">
      {wantsReminder && (
        <Switch
          label={t('promise.remind')}
          help={t('promise.remind.help')}
          checked={promise.remind}
          onChange={(remind) => void alter(promise.id, { remind })}
        />
      )}
      {mayAct && !promise.said && partner.value && (
        <Switch
          label={t('promise.shown', { name: partner.value.name })}
          checked={promise.shared}
          onChange={(shared) => void alter(promise.id, { shared })}
        />
      )}
      <Ways promise={promise} mayAct={mayAct} />
    </div>
  )
}

/** Where it comes from, and back out of it. */
function Ways({ promise, mayAct }: { promise: SmallPromise; mayAct: boolean }) {
  const back = async () => {
    if (!(await takeBack(promise))) return
    goBack('/us')
    toast(t(promise.follows ? 'promise.earlier_again' : 'promise.taken_back'))
  }
  const mayBack = mayAct && !promise.said && promise.outcome?.became !== 'renegotiated'
  if (!(promise.check_in || promise.follows || mayBack)) return null
  return (
    <Rows>
      {promise.check_in && (
        <Row icon="talk" label={t('promise.from_check_in')} href={`/checkins/${promise.check_in}`} />
      )}
      {promise.follows && <Row icon="clock" label={t('promise.before')} href={placeOf(promise.follows)} />}
      {mayBack && <Row icon="trash" label={t('promise.take_back')} onClick={() => void back()} />}
    </Rows>
  )
}
