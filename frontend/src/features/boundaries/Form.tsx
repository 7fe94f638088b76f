import type { ComponentChildren } from 'preact'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { ControlNote } from './ControlNote'
import { t } from './i18n'
import { isSayable, type Words } from './shapes'

interface Props {
  words: Words
  /** What the one clear action says. */
  action: string
  busy: boolean
  /** These words are on the phone and not on the server, as there was no network. */
  offline: boolean
  /** What to write first, while the words say too little. */
  needed?: string
  /** What else holds the action back. */
  held?: string | undefined
  onSend: () => void
  /** Other ways to go on. */
  ways?: ComponentChildren
  children: ComponentChildren
}

export function Form({
  words,
  action,
  busy,
  offline,
  needed = t('boundaries.needed'),
  held,
  onSend,
  ways,
  children,
}: Props) {
  const ready = isSayable(words)
  return (
    <form
      class="stack writing"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !held && !busy) onSend()
      }}
    >
      {children}
      <ControlNote words={words} />
      {offline && (
        <Card hue="sunk">
          <p class="small" role="status">
            {t('boundaries.offline')}
          </p>
        </Card>
      )}
      {held && <p class="small quiet">{held}</p>}
      <Button type="submit" wide busy={busy} disabled={!ready || Boolean(held)}>
        {action}
      </Button>
      {!ready && <p class="small quiet center">{needed}</p>}
      {ways}
    </form>
  )
}
