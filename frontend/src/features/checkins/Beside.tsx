import { useState } from 'preact/hooks'
import { api } from '../../api/client'
import { explain } from '../../api/explain'
import { keep, refresh, useResource } from '../../api/resource'
import type { CheckIn, Kindness, Remark } from '../../api/types'
import { t } from '../../i18n'
import { useNote } from '../../offline/notes'
import { Button } from '../../ui/Button'
import { Chips } from '../../ui/Chips'
import { TextArea } from '../../ui/Field'
import { toast } from '../../ui/Toast'
import { hueOf, nameOf } from './talk/who'

const KINDS: readonly Kindness[] = ['i_hear_you', 'thank_you', 'tell_me_more']
const LIMIT = 500

async function trying(doing: () => Promise<void>): Promise<boolean> {
  try {
    await doing()
    return true
  } catch (error) {
    toast(explain(error))
    return false
  }
}

/** The check-in with another reaction to one of its answers, as it will be when it is asked for again. */
function reacted(checkIn: CheckIn, answer: string, reaction: Kindness | null): CheckIn {
  const { reveal } = checkIn
  if (!reveal) return checkIn
  const sheets = reveal.sheets.map((sheet) => ({
    ...sheet,
    answers: sheet.answers.map((one) => (one.id === answer ? { ...one, reaction } : one)),
  }))
  return { ...checkIn, reveal: { ...reveal, sheets } }
}

interface ReactProps {
  checkIn: CheckIn
  answer: { id: string; reaction: Kindness | null }
  name: string
}

/** One kind word to what the other said, and there are only kind ones. */
export function React({ checkIn, answer, name }: ReactProps) {
  const choose = (kind: Kindness | null) => {
    const path = `/answers/${answer.id}/reaction`
    keep(`/checkins/${checkIn.id}`, reacted(checkIn, answer.id, kind))
    void trying(() => (kind ? api.put(path, { kind }) : api.del(path))).then((done) => {
      if (!done) refresh(`/checkins/${checkIn.id}`)
    })
  }
  return (
    <Chips
      label={t('beside.reaction.label', { name })}
      choices={KINDS.map((key) => ({ key, label: t(`beside.reaction.${key}`) }))}
      chosen={answer.reaction ? [answer.reaction] : []}
      onChange={(chosen) => choose((chosen.at(-1) as Kindness | undefined) ?? null)}
    />
  )
}

/** A few words beside both answers; each can take their own back. */
export function Remarks({
  checkIn,
  question,
  closed,
}: {
  checkIn: string
  question: string
  closed: boolean
}) {
  const path = `/checkins/${checkIn}/comments`
  const { data: remarks = [] } = useResource<Remark[]>(path)
  const say = (words: string) =>
    trying(async () => {
      const made = await api.post<Remark>(path, { question, words })
      keep(path, [...remarks.filter((one) => one.id !== made.id), made])
    })
  const takeBack = (remark: Remark) =>
    trying(async () => {
      await api.del(`/comments/${remark.id}`)
      keep(
        path,
        remarks.filter((one) => one.id !== remark.id),
      )
      toast(t('beside.comment.taken'), () => void say(remark.words))
    })
  const here = remarks.filter((one) => one.question === question)
  return (
    <section class="stack beside">
      {here.map((one) => (
        <div key={one.id} class={`remark ${hueOf(one.mine)}`}>
          <p class="small quiet">{nameOf(one.mine)}</p>
          <p class="words">{one.words}</p>
          {one.mine && !closed && (
            <Button look="soft" onClick={() => void takeBack(one)}>
              {t('beside.comment.take')}
            </Button>
          )}
        </div>
      ))}
      {!closed && <Saying name={`comment/${checkIn}/${question}`} onSend={say} />}
    </section>
  )
}

function Saying({ name, onSend }: { name: string; onSend: (words: string) => Promise<boolean> }) {
  const { words = '', write, drop } = useNote<string>(name, '')
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (!words.trim() || busy) return
    setBusy(true)
    if (await onSend(words.trim())) {
      await drop()
      write('')
      setOpen(false)
    }
    setBusy(false)
  }
  if (!open && !words)
    return (
      <span class="center">
        <Button look="soft" onClick={() => setOpen(true)}>
          {t('beside.comment')}
        </Button>
      </span>
    )
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextArea
        bare
        short
        autofocus={open}
        label={t('beside.comment')}
        placeholder={t('beside.comment.label')}
        limit={LIMIT}
        value={words}
        onChange={write}
      />
      <Button type="submit" look="outline" busy={busy}>
        {t('beside.comment.go')}
      </Button>
    </form>
  )
}
