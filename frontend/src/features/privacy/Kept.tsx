import { useResource } from '../../api/resource'
import type { components } from '../../api/schema'
import type { Question, Value } from '../../api/types'
import { date, t } from '../../i18n'
import { route } from '../../router'
import { Card } from '../../ui/Card'
import { Failure } from '../../ui/Empty'
import { Screen, TopBar } from '../../ui/Screen'
import { Said } from '../checkins/Said'
import './privacy.css'

type Told = components['schemas']['Kept']

/** One check-in of another time, question by question: to read, and nothing else. */
export default function Kept() {
  const { data, problem, reload } = useResource<Told>(`/kept/${route.value.params.id}`)
  return (
    <Screen
      title={data?.title ?? t('data.kept')}
      eyebrow={data && date(data.opened_on, { dateStyle: 'long' })}
      top={<TopBar to="/me/data/kept" />}
      loading={!data && !problem}
    >
      {!data && problem && <Failure error={problem} again={() => void reload()} />}
      {data && data.answers.length + data.told.length === 0 && <p class="quiet">{t('data.kept.nothing')}</p>}
      {data?.questions.map((question) => (
        <Answered key={question.id} told={data} question={question as unknown as Question} />
      ))}
    </Screen>
  )
}

function Answered({ told, question }: { told: Told; question: Question }) {
  const of = (list: { question: string; value?: unknown }[]) =>
    list.find((one) => one.question === question.id)?.value as Value | undefined
  const mine = of(told.answers)
  const theirs = of(told.told)
  if (mine === undefined && theirs === undefined) return null
  return (
    <section class="stack tight">
      <h2 class="asked">{question.prompt}</h2>
      {mine !== undefined && <Side who={t('data.kept.you')} question={question} value={mine} />}
      {theirs !== undefined && <Side who={t('data.kept.told')} question={question} value={theirs} sunk />}
    </section>
  )
}

function Side(props: { who: string; question: Question; value: Value; sunk?: boolean }) {
  return (
    <Card hue={props.sunk ? 'sunk' : undefined}>
      <h3 class="small quiet">{props.who}</h3>
      <Said question={props.question} value={props.value} />
    </Card>
  )
}
