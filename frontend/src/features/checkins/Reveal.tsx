import { useEffect } from 'preact/hooks'
import type { CheckIn, Question, Reveal as RevealData, Sheet } from '../../api/types'
import { maybe, t } from '../../i18n'
import { goBack, navigate, route } from '../../router'
import { Avatar } from '../../ui/Avatar'
import { Button, IconButton, LinkButton } from '../../ui/Button'
import { tick } from '../../ui/haptics'
import { Mark } from '../../ui/Mark'
import { Progress } from '../../ui/Progress'
import { Screen, TopBar } from '../../ui/Screen'
import { calledBy } from '../spaces/called'
import { promptOf } from './answers'
import { React, Remarks } from './Beside'
import { Mine } from './Resting'
import { markRead } from './read'
import './reveal.css'
import { Said } from './Said'
import { nameOf } from './talk/who'

interface Page {
  question: Question
  prompt: string
  said: { sheet: Sheet; answer: Told; asked: string }[]
}

type Told = Sheet['answers'][number]

const toldIn = ({ answers }: Sheet, question: string) => answers.find((one) => one.question === question)
const valueIn = (sheet: Sheet) => (question: string) => toldIn(sheet, question)?.value

/** Mine first. A question nobody shared is not there; neither is a side that was kept private. */
function pagesOf({ questions }: CheckIn, { sheets }: RevealData): Page[] {
  const ordered = [...sheets].sort((a, b) => Number(b.member.is_me) - Number(a.member.is_me))
  return questions.flatMap((question) => {
    const said = ordered.flatMap((sheet) => {
      const answer = toldIn(sheet, question.id)
      return answer ? [{ sheet, answer, asked: promptOf(question, questions, valueIn(sheet)) }] : []
    })
    return said[0] ? [{ question, prompt: said[0].asked, said }] : []
  })
}

export function Reveal({ checkIn }: { checkIn: CheckIn }) {
  const pages = checkIn.reveal ? pagesOf(checkIn, checkIn.reveal) : []
  const asked = route.value.query.get('answer')
  const at = (next: number) => `/checkins/${checkIn.id}?answer=${next}`
  if (!pages.length) return <Ending checkIn={checkIn} nothing />
  if (asked === null)
    return <Opening both={(checkIn.reveal?.sheets.length ?? 0) > 1} onRead={() => navigate(at(1))} />
  const step = Math.max(1, Number(asked) || 1)
  const page = pages[step - 1]
  if (!page) return <Ending checkIn={checkIn} />
  return (
    <Facing
      checkIn={checkIn}
      page={page}
      step={step}
      of={pages.length}
      onNext={() => navigate(at(step + 1))}
      onBack={() => goBack(step > 1 ? at(step - 1) : `/checkins/${checkIn.id}`)}
    />
  )
}

function Opening({ both, onRead }: { both: boolean; onRead: () => void }) {
  useEffect(tick, [])
  return (
    <Screen
      title={t(both ? 'reveal.title' : 'reveal.title.alone')}
      top={<TopBar to="/today" />}
      step="opening"
      look="resting opening"
      lead={<p class="quiet">{t(both ? 'reveal.lead' : 'reveal.lead.alone')}</p>}
    >
      <div class="light-between" aria-hidden="true">
        <Mark size={112} pair />
      </div>
      <div class="dock">
        <Button wide onClick={onRead}>
          {t('reveal.read')}
        </Button>
      </div>
    </Screen>
  )
}

interface FacingProps {
  checkIn: CheckIn
  page: Page
  step: number
  of: number
  onNext: () => void
  onBack: () => void
}

const short = new Set(['scale', 'choice'])
const worthTalking = new Set(['issue', 'text', 'topics'])

function Facing({ checkIn, page: { question, prompt, said }, step, of, onNext, onBack }: FacingProps) {
  useEffect(tick, [question.id])
  const sheets = checkIn.reveal?.sheets ?? []
  const both = sheets.length > 1
  const closed = sheets.some(({ member }) => member.former)
  const talk = both && !closed && worthTalking.has(question.kind)
  const theirs = said.find(({ sheet }) => !sheet.member.is_me)
  return (
    <Screen
      title={prompt}
      eyebrow={maybe(`checkin.section.${question.section}`)}
      step={question.id}
      look="reading"
      top={
        <>
          <span class="start">
            <IconButton icon="close" label={t('ui.close')} onClick={() => navigate('/today')} />
          </span>
          <Progress step={step} of={of} />
        </>
      }
    >
      <div key={question.id} class={short.has(question.kind) ? 'facing short' : 'facing'}>
        {said.map(({ sheet: { member }, answer, asked }) => (
          <section key={member.id} class={`card ${member.hue}`}>
            <h2 class="row who">
              <Avatar name={member.name} hue={member.hue} />
              {member.is_me ? t('reveal.you') : calledBy(member)}
            </h2>
            {asked !== prompt && <p class="small quiet">{asked}</p>}
            <Said question={question} value={answer.value} />
            {member.is_me && answer.reaction && (
              <p class="small quiet">
                {t('beside.reaction.to_you', {
                  name: nameOf(false),
                  words: t(`beside.reaction.${answer.reaction}`),
                })}
              </p>
            )}
          </section>
        ))}
      </div>
      {theirs && !closed && (
        <React checkIn={checkIn} answer={theirs.answer} name={calledBy(theirs.sheet.member)} />
      )}
      {both && <Remarks key={question.id} checkIn={checkIn.id} question={question.id} closed={closed} />}
      <div class="dock">
        {talk && (
          <LinkButton wide href={`/checkins/${checkIn.id}/talk`}>
            {t('talk.begin')}
          </LinkButton>
        )}
        <div class="row">
          <IconButton icon="back" label={t('checkin.back')} onClick={onBack} />
          <span class="grow">
            <Button wide look={talk ? 'soft' : 'primary'} onClick={onNext}>
              {t(step < of ? 'reveal.next' : 'reveal.finish')}
            </Button>
          </span>
        </div>
      </div>
    </Screen>
  )
}

function Ending({ checkIn, nothing = false }: { checkIn: CheckIn; nothing?: boolean }) {
  const { id, questions, answers, with_partner } = checkIn
  useEffect(() => markRead(id), [id])
  const kept = with_partner ? answers.filter((answer) => !answer.shared) : []
  const lead = nothing ? 'reveal.none' : with_partner ? 'reveal.end.text' : 'reveal.end.alone'
  return (
    <Screen
      title={t(nothing ? 'reveal.title' : 'reveal.end.title')}
      step="end"
      look="resting"
      sign={<Mark size={72} pair />}
      top={<TopBar to="/today" />}
      lead={<p class="quiet">{t(lead)}</p>}
    >
      <Mine questions={questions} answers={kept} title={t('reveal.kept')} />
      <div class="dock">
        {with_partner && (
          <LinkButton wide href={`/checkins/${id}/talk`}>
            {t('talk.begin')}
          </LinkButton>
        )}
        <Button wide look={with_partner ? 'outline' : 'primary'} onClick={() => navigate('/today')}>
          {t('ui.done')}
        </Button>
        {!nothing && (
          <Button look="soft" wide onClick={() => navigate(`/checkins/${id}`)}>
            {t('reveal.again')}
          </Button>
        )}
      </div>
    </Screen>
  )
}
