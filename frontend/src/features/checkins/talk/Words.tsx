import type { ComponentChildren } from 'preact'
import type { Talk, TalkTopic, Turn } from '../../../api/types'
import { t } from '../../../i18n'
import { myself } from '../../../stores'
import { Avatar } from '../../../ui/Avatar'
import { Card } from '../../../ui/Card'
import { Said } from '../Said'
import { subjectOf } from './subject'
import { hueOf, nameOf } from './who'

/** Somebody's words in their hue. */
export function Spoken({
  mine,
  note,
  children,
}: {
  mine: boolean
  note?: string | undefined
  children: ComponentChildren
}) {
  const hue = hueOf(mine)
  const name = nameOf(mine)
  return (
    <section class={`card spoken ${hue}`}>
      <h2 class="row who">
        <Avatar name={mine ? (myself.value?.name ?? name) : name} hue={hue} />
        <span>
          {name}
          {note && <span class="small quiet block">{note}</span>}
        </span>
      </h2>
      {children}
    </section>
  )
}

export function Line({ words }: { words: string }) {
  return <p class={words ? 'words' : 'quiet'}>{words || t('talk.gone')}</p>
}

/** What it is about, as it was answered. */
export function Subject({ topic }: { topic: TalkTopic }) {
  const { answer, part, mine, words } = topic
  if (answer && !part)
    return (
      <Spoken mine={answer.mine}>
        <Said question={answer.question} value={answer.value} />
      </Spoken>
    )
  if (answer)
    return (
      <Card hue="sunk">
        <Line words={subjectOf(topic)} />
      </Card>
    )
  return (
    <Spoken mine={mine}>
      <Line words={words} />
    </Spoken>
  )
}

function OneTurn({ turn }: { turn: Turn }) {
  const heard = turn.heard ? turn.echoes.filter((echo) => !echo.missed).at(-1) : undefined
  return (
    <>
      <Spoken mine={turn.mine}>
        <Line words={turn.said} />
      </Spoken>
      {heard && (
        <Spoken mine={!turn.mine} note={t('talk.said.back')}>
          <Line words={heard.words} />
        </Spoken>
      )}
    </>
  )
}

/** What it was about and what was said so far, folded away. */
export function SoFar({ talk, open = false }: { talk: Talk; open?: boolean }) {
  return (
    <details class="mine so-far" open={open}>
      <summary>{t('talk.so_far')}</summary>
      <div class="stack">
        <Subject topic={talk} />
        {talk.turns.map((turn) => (
          <OneTurn key={turn.id} turn={turn} />
        ))}
      </div>
    </details>
  )
}
