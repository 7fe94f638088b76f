import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../../api/client'
import type { Talk } from '../../../api/types'
import { t } from '../../../i18n'
import { navigate } from '../../../router'
import { Button, LinkButton } from '../../../ui/Button'
import { onDay } from '../../../ui/days'
import { Screen, TopBar } from '../../../ui/Screen'
import { act } from './act'
import { ParkSheet } from './ParkSheet'
import { SmallPromise } from './Promise'
import { Say } from './Say'
import { Turning } from './Turning'
import { Line, SoFar, Spoken, Subject } from './Words'
import { hueOf, nameOf } from './who'

interface Props {
  talk: Talk
}

const back = (talk: Talk) => `/checkins/${talk.check_in}/talk`

/** One thing at a time: who speaks, in their hue; what to do; and nothing else. */
function Stage({
  talk,
  title,
  lead,
  speaks,
  swaps = false,
  step,
  children,
}: Props & {
  title: string
  lead: string
  speaks?: boolean | undefined
  swaps?: boolean
  step: string
  children?: ComponentChildren
}) {
  const [parking, setParking] = useState(false)
  const hue = speaks === undefined ? undefined : hueOf(speaks)
  return (
    <Screen
      title={title}
      top={<TopBar to={back(talk)} />}
      step={step}
      look="talking"
      sign={<Turning speaks={hue} swaps={swaps} />}
      lead={<p class="quiet">{lead}</p>}
    >
      {children}
      {!talk.settled && (
        <Button look="soft" wide onClick={() => setParking(true)}>
          {t(talk.return_on ? 'talk.park.again' : 'talk.park')}
        </Button>
      )}
      <ParkSheet talk={talk} open={parking} onClose={() => setParking(false)} />
    </Screen>
  )
}

function Sayer({ talk, label, send }: Props & { label: string; send: string }) {
  const say = async (words: string) => {
    const said = await act(talk.id, () => api.post<Talk>(`/topics/${talk.id}/turns`, { words }))
    if (said) navigate(`/topics/${talk.id}`, { replace: true })
    return said
  }
  return <Say name={`talk/${talk.id}`} label={label} send={send} onSend={say} />
}

/** Nobody has spoken yet: what it is about, and how the two of them would like to talk. */
export function Beginning({ talk }: Props) {
  return (
    <Stage
      talk={talk}
      step="open"
      title={t('talk.open.title')}
      lead={talk.return_on ? t('talk.parked', { day: onDay(talk.return_on) }) : t('talk.open.lead')}
    >
      <Subject topic={talk} />
      <div class="dock">
        <LinkButton wide href={`/topics/${talk.id}/aloud`}>
          {t('talk.open.aloud')}
        </LinkButton>
        <Button wide look="outline" onClick={() => navigate(`/topics/${talk.id}?say`)}>
          {t('talk.open.write')}
        </Button>
      </div>
    </Stage>
  )
}

export function Speaking({ talk }: Props) {
  const swapped = talk.stage === 'swap'
  return (
    <Stage
      talk={talk}
      step={`say-${talk.turns.length}`}
      speaks
      swaps={swapped}
      title={t(swapped ? 'talk.swap.title' : 'talk.say.title')}
      lead={t(swapped ? 'talk.swap.lead' : 'talk.say.lead')}
    >
      <Sayer talk={talk} label={t('talk.say.label')} send={t('talk.say.go')} />
      <SoFar talk={talk} />
    </Stage>
  )
}

export function Listening({ talk }: Props) {
  const turn = talk.turns.at(-1)
  const missed = turn?.echoes.at(-1)
  if (!turn) return null
  return (
    <Stage
      talk={talk}
      step={`back-${turn.id}-${turn.echoes.length}`}
      speaks={false}
      title={t(missed ? 'talk.back.again' : 'talk.back.title')}
      lead={t(missed ? 'talk.back.again.lead' : 'talk.back.lead')}
    >
      <Spoken mine={false}>
        <Line words={turn.said} />
      </Spoken>
      {missed && <p class="quiet">{t('talk.back.before', { words: missed.words })}</p>}
      <Say
        key={turn.echoes.length}
        name={`echo/${turn.id}/${turn.echoes.length}`}
        label={t('talk.back.label')}
        send={t('talk.back.go')}
        onSend={(words) => act(talk.id, () => api.post<Talk>(`/turns/${turn.id}/echoes`, { words }))}
      />
      <SoFar talk={talk} />
    </Stage>
  )
}

/** The speaker decides whether that is it. */
export function Hearing({ talk }: Props) {
  const [busy, setBusy] = useState(false)
  const turn = talk.turns.at(-1)
  const echo = turn?.echoes.at(-1)
  if (!turn || !echo) return null
  const tell = async (heard: boolean) => {
    setBusy(true)
    await act(talk.id, () => api.put<Talk>(`/echoes/${echo.id}/hearing`, { heard }))
    setBusy(false)
  }
  return (
    <Stage
      talk={talk}
      step={`hear-${echo.id}`}
      speaks
      title={t('talk.hear.title')}
      lead={t('talk.hear.lead')}
    >
      <Spoken mine>
        <Line words={turn.said} />
      </Spoken>
      <Spoken mine={false} note={t('talk.said.back')}>
        <Line words={echo.words} />
      </Spoken>
      <div class="dock">
        <Button wide busy={busy} onClick={() => tell(true)}>
          {t('talk.hear.yes')}
        </Button>
        <Button wide look="outline" busy={busy} onClick={() => tell(false)}>
          {t('talk.hear.no')}
        </Button>
      </div>
    </Stage>
  )
}

const resting = {
  said: ['talk.said.title', 'talk.said.lead'],
  said_back: ['talk.echoed.title', 'talk.echoed.lead'],
  swap: ['talk.heard.title', 'talk.heard.lead'],
} as const

/** The other is at it. Nothing is told of when; it appears by itself. */
export function Resting({ talk }: Props) {
  const turn = talk.turns.at(-1)
  const [title, lead] = resting[talk.stage as keyof typeof resting]
  return (
    <Stage
      talk={talk}
      step={`rest-${talk.stage}-${talk.turns.length}`}
      speaks={talk.stage === 'said'}
      swaps={talk.stage === 'swap'}
      title={t(title)}
      lead={t(lead, { name: nameOf(false) })}
    >
      {turn && talk.stage !== 'swap' && (
        <Spoken mine={turn.mine}>
          <Line words={turn.said} />
        </Spoken>
      )}
      <SoFar talk={talk} />
    </Stage>
  )
}

/** Both were heard: now, and not before, what to do. */
export function BothHeard({ talk }: Props) {
  const [busy, setBusy] = useState(false)
  const settle = async () => {
    setBusy(true)
    await act(talk.id, () => api.put<Talk>(`/topics/${talk.id}/settling`, { aloud: false }))
    setBusy(false)
  }
  return (
    <Stage talk={talk} step="both" title={t('talk.both.title')} lead={t('talk.both.lead')}>
      <SmallPromise topic={talk.id} checkIn={talk.check_in} />
      <SoFar talk={talk} />
      <div class="dock">
        <Button wide busy={busy} onClick={settle}>
          {t('talk.settle')}
        </Button>
        <Button wide look="outline" onClick={() => navigate(`/topics/${talk.id}?say`)}>
          {t('talk.more')}
        </Button>
      </div>
    </Stage>
  )
}

/** Put away, or of a space that has closed: to read, and no more. */
export function Talked({ talk, closed }: Props & { closed: boolean }) {
  return (
    <Stage
      talk={closed ? { ...talk, settled: true } : talk}
      step="talked"
      title={t(closed ? 'talk.closed.title' : 'talk.talked.title')}
      lead={t(closed ? 'talk.closed.lead' : 'talk.talked.lead')}
    >
      <SoFar talk={talk} open={closed} />
      <div class="dock">
        <LinkButton wide href={back(talk)}>
          {t('talk.table')}
        </LinkButton>
        {!closed && (
          <Button
            look="soft"
            wide
            onClick={() => act(talk.id, () => api.del<Talk>(`/topics/${talk.id}/settling`))}
          >
            {t('talk.reopen')}
          </Button>
        )}
      </div>
    </Stage>
  )
}
