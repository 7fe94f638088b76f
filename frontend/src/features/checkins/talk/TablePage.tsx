import { useState } from 'preact/hooks'
import { api } from '../../../api/client'
import { explain } from '../../../api/explain'
import { keep, refresh, useResource } from '../../../api/resource'
import type { CheckIn, Talk, TalkTopic } from '../../../api/types'
import { t } from '../../../i18n'
import { useNote } from '../../../offline/notes'
import { navigate, route } from '../../../router'
import { space } from '../../../stores'
import { Button } from '../../../ui/Button'
import { onDay } from '../../../ui/days'
import { Failure } from '../../../ui/Empty'
import { Field } from '../../../ui/Field'
import { Row, Rows } from '../../../ui/Rows'
import { Screen, TopBar } from '../../../ui/Screen'
import { toast } from '../../../ui/Toast'
import { type Candidate, candidatesIn, subjectOf } from './subject'
import './talk.css'
import { useNews } from './useNews'
import { nameOf } from './who'

const LIMIT = 140

export default function TablePage() {
  const { id } = route.value.params
  return id ? <Page id={id} /> : <Screen title={t('nav.loading')} loading />
}

/** Puts something on the table and goes there. */
async function open(checkIn: string, about: object): Promise<boolean> {
  try {
    const talk = await api.post<Talk>(`/checkins/${checkIn}/topics`, about)
    keep(`/topics/${talk.id}`, talk)
    refresh(`/checkins/${checkIn}/topics`)
    navigate(`/topics/${talk.id}`)
    return true
  } catch (error) {
    toast(explain(error))
    return false
  }
}

/** What the answers offer and is not on the table yet; what both have chosen from one list is one. */
function offered(checkIn: CheckIn, topics: readonly TalkTopic[]): Candidate[] {
  const every = (checkIn.reveal?.sheets ?? []).flatMap(({ member, answers }) =>
    answers.flatMap((answer) => {
      const question = checkIn.questions.find((one) => one.id === answer.question)
      return question ? candidatesIn(question, { ...answer, mine: member.is_me }) : []
    }),
  )
  const named = (question: string, part: string, answer: string) => `${question}/${part || answer}`
  const known = new Set(
    topics.map(({ answer, part }) => answer && named(answer.question.id, part, answer.id)),
  )
  return every.filter(({ question, part, answer }) => {
    const name = named(question.id, part, answer)
    return !known.has(name) && known.add(name)
  })
}

function Page({ id }: { id: string }) {
  const { data: checkIn, problem, reload } = useResource<CheckIn>(`/checkins/${id}`)
  const { data: topics } = useResource<TalkTopic[]>(`/checkins/${id}/topics`)
  const closed = space.value?.closed ?? false
  useNews<TalkTopic[]>(`/checkins/${id}/topics`, topics !== undefined && !closed)
  const ready = checkIn && topics
  return (
    <Screen
      title={t('talk.title')}
      top={<TopBar to={`/checkins/${id}`} />}
      look="table"
      loading={!ready && !problem}
      lead={<p class="quiet">{t('talk.lead')}</p>}
    >
      {!ready && problem && <Failure error={problem} again={reload} />}
      {ready && <Table checkIn={checkIn} topics={topics} closed={closed} />}
    </Screen>
  )
}

interface TableProps {
  checkIn: CheckIn
  topics: readonly TalkTopic[]
  closed: boolean
}

function Table({ checkIn, topics, closed }: TableProps) {
  const open = topics.filter((one) => !one.settled)
  const brought = open.filter((one) => one.check_in !== checkIn.id)
  const here = open.filter((one) => one.check_in === checkIn.id)
  return (
    <>
      <Topics title={t('talk.returned')} topics={brought} />
      <Topics title={t('talk.now')} topics={here.filter((one) => !one.return_on)} />
      {!closed && <Offers checkIn={checkIn.id} offers={offered(checkIn, topics)} />}
      {!closed && checkIn.reveal && <Own checkIn={checkIn.id} />}
      <Topics title={t('talk.later')} topics={here.filter((one) => one.return_on)} />
      <Topics title={t('talk.before')} topics={topics.filter((one) => one.settled)} />
    </>
  )
}

function stands(topic: TalkTopic): string {
  if (topic.return_on) return t('talk.parked', { day: onDay(topic.return_on) })
  const [can] = topic.may
  if (topic.settled || !can) return nameOf(topic.answer ? topic.answer.mine : topic.mine)
  return t(topic.stage === 'swap' ? 'talk.row.swap' : `talk.row.${can}`)
}

function Topics({ title, topics }: { title: string; topics: readonly TalkTopic[] }) {
  if (!topics.length) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{title}</h2>
      <Rows label={title}>
        {topics.map((topic) => (
          <Row
            key={topic.id}
            label={<span class="subject">{subjectOf(topic)}</span>}
            help={stands(topic)}
            href={`/topics/${topic.id}`}
          />
        ))}
      </Rows>
    </section>
  )
}

function Offers({ checkIn, offers }: { checkIn: string; offers: readonly Candidate[] }) {
  if (!offers.length) return null
  return (
    <section class="stack tight">
      <h2 class="eyebrow">{t('talk.offers')}</h2>
      <Rows label={t('talk.offers')}>
        {offers.map(({ answer, part, subject, mine }) => (
          <Row
            key={`${answer}/${part}`}
            label={<span class="subject">{subject}</span>}
            help={nameOf(mine)}
            onClick={() => void open(checkIn, { answer, part })}
          />
        ))}
      </Rows>
    </section>
  )
}

function Own({ checkIn }: { checkIn: string }) {
  const { words = '', write, drop } = useNote<string>(`topic/${checkIn}`, '')
  const [busy, setBusy] = useState(false)
  const put = async () => {
    if (!words.trim() || busy) return
    setBusy(true)
    if (await open(checkIn, { words: words.trim() })) await drop()
    else setBusy(false)
  }
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        void put()
      }}
    >
      <Field
        label={t('talk.own')}
        placeholder={t('talk.own.placeholder')}
        maxLength={LIMIT}
        value={words}
        onChange={write}
      />
      {words.trim() && (
        <Button type="submit" look="outline" wide busy={busy}>
          {t('talk.own.go')}
        </Button>
      )}
    </form>
  )
}
