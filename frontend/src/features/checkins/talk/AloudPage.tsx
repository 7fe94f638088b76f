import { useState } from 'preact/hooks'
import { api } from '../../../api/client'
import { useResource } from '../../../api/resource'
import type { Talk } from '../../../api/types'
import { t } from '../../../i18n'
import { goBack, navigate, route } from '../../../router'
import { myself } from '../../../stores'
import { Button } from '../../../ui/Button'
import { Failure } from '../../../ui/Empty'
import { Screen, TopBar } from '../../../ui/Screen'
import '../checkin.css'
import { partnerName } from '../names'
import { act } from './act'
import { SmallPromise } from './Promise'
import './talk.css'
import { Turning } from './Turning'
import { hueOf } from './who'

/** One round of the talk. The phone goes back and forth; nothing that is said is written down. */
const ROUND = ['speak', 'pass_on', 'back', 'pass_back', 'hear'] as const
type Kind = (typeof ROUND)[number]
const MISSED = ROUND.indexOf('pass_on')
const LAST = ROUND.length * 2

const nameHere = (mine: boolean) => (mine ? (myself.value?.name ?? t('reveal.you')) : partnerName())

export default function AloudPage() {
  const { topic } = route.value.params
  return topic ? <Page id={topic} /> : <Screen title={t('nav.loading')} loading />
}

function Page({ id }: { id: string }) {
  const { data: talk, problem, reload } = useResource<Talk>(`/topics/${id}`)
  const first = route.value.query.get('first')
  const step = Number(route.value.query.get('step') ?? 0)
  if (!talk)
    return (
      <Screen title={t('talk.aloud.first')} top={<TopBar to="/today" />} loading={!problem}>
        {problem && <Failure error={problem} again={reload} />}
      </Screen>
    )
  if (!first) return <First talk={talk} />
  if (step >= LAST) return <End talk={talk} />
  return <Step talk={talk} mineFirst={first === 'me'} step={step} />
}

function First({ talk }: { talk: Talk }) {
  const begin = (first: 'me' | 'other') => navigate(`/topics/${talk.id}/aloud?first=${first}&step=0`)
  return (
    <Screen
      title={t('talk.aloud.first')}
      top={<TopBar to={`/topics/${talk.id}`} />}
      step="first"
      look="talking aloud"
      sign={<Turning />}
      lead={<p class="quiet">{t('talk.aloud.lead')}</p>}
    >
      <div class="dock">
        <Button wide look="outline" onClick={() => begin('me')}>
          {nameHere(true)}
        </Button>
        <Button wide look="outline" onClick={() => begin('other')}>
          {nameHere(false)}
        </Button>
      </div>
    </Screen>
  )
}

function Step({ talk, mineFirst, step }: { talk: Talk; mineFirst: boolean; step: number }) {
  const round = step < ROUND.length ? 0 : 1
  const kind: Kind = ROUND[step % ROUND.length] ?? 'speak'
  /** Whether the person who is signed in speaks in this round. */
  const speaks = round === 0 ? mineFirst : !mineFirst
  const names = { speaker: nameHere(speaks), listener: nameHere(!speaks) }
  const swaps = round === 1 && kind === 'speak'
  const to = (next: number) =>
    navigate(`/topics/${talk.id}/aloud?first=${mineFirst ? 'me' : 'other'}&step=${next}`)
  const listens = kind === 'back' || kind === 'pass_on'
  return (
    <Screen
      title={t(`talk.aloud.${kind}`, names)}
      top={<TopBar to={`/topics/${talk.id}/aloud`} />}
      step={`${step}`}
      look={`talking aloud ${hueOf(listens ? !speaks : speaks)}`}
      sign={<Turning key={round} speaks={hueOf(speaks)} swaps={swaps} />}
      lead={<p class="quiet">{t(swaps ? 'talk.aloud.swap.lead' : `talk.aloud.${kind}.lead`, names)}</p>}
    >
      <div class="dock">
        <Button wide onClick={() => to(step + 1)}>
          {t(`talk.aloud.${kind}.go`, names)}
        </Button>
        {kind === 'hear' && (
          <Button wide look="outline" onClick={() => to(round * ROUND.length + MISSED)}>
            {t('talk.hear.no')}
          </Button>
        )}
      </div>
    </Screen>
  )
}

function End({ talk }: { talk: Talk }) {
  const [busy, setBusy] = useState(false)
  const settle = async () => {
    setBusy(true)
    const path = `/topics/${talk.id}/settling`
    if (await act(talk.id, () => api.put<Talk>(path, { aloud: true })))
      navigate(`/checkins/${talk.check_in}/talk`)
    setBusy(false)
  }
  return (
    <Screen
      title={t('talk.both.title')}
      top={<TopBar to={`/topics/${talk.id}`} />}
      step="end"
      look="talking"
      sign={<Turning />}
      lead={<p class="quiet">{t('talk.both.lead')}</p>}
    >
      <SmallPromise topic={talk.id} checkIn={talk.check_in} />
      <div class="dock">
        <Button wide busy={busy} onClick={settle}>
          {t('talk.settle')}
        </Button>
        <Button look="soft" wide onClick={() => goBack(`/topics/${talk.id}`)}>
          {t('talk.aloud.not_yet')}
        </Button>
      </div>
    </Screen>
  )
}
