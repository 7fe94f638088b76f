import { useState } from 'preact/hooks'
import { t } from '../../../i18n'
import { useNote } from '../../../offline/notes'
import { Button } from '../../../ui/Button'
import { TextArea } from '../../../ui/Field'
import { hintFor } from '../hint'

const LIMIT = 600
const SENTENCES = 3

/** How many sentences, near enough. */
export function sentencesIn(words: string): number {
  return words.split(/[.!?…]+(?:\s|$)|\n+/).filter((part) => part.trim()).length
}

interface Props {
  /** The draft's name: what is not sent stays on the phone. */
  name: string
  label: string
  send: string
  /** Whether it has arrived. */
  onSend: (words: string) => Promise<boolean>
}

/** A few sentences, with a kind word when there are many; nothing is in the way of sending them. */
export function Say({ name, label, send, onSend }: Props) {
  const { words = '', write, drop } = useNote<string>(name, '')
  const [busy, setBusy] = useState(false)
  const hint = hintFor(words) ?? (sentencesIn(words) > SENTENCES ? t('talk.hint.long') : undefined)
  const submit = async () => {
    if (!words.trim() || busy) return
    setBusy(true)
    if (await onSend(words.trim())) await drop()
    setBusy(false)
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextArea bare label={label} placeholder={label} limit={LIMIT} value={words} onChange={write} />
      <p class="small quiet hint" role="status">
        {hint}
      </p>
      <Button type="submit" wide busy={busy} look={words.trim() ? 'primary' : 'outline'}>
        {send}
      </Button>
    </form>
  )
}
