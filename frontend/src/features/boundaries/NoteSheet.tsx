import { useState } from 'preact/hooks'
import type { Agreement } from '../../api/types'
import { useNote } from '../../offline/notes'
import { Button } from '../../ui/Button'
import { TextArea } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { note } from './act'
import { t } from './i18n'

interface Props {
  agreement: Agreement
  open: boolean
  reading: boolean
  close: () => void
}

/** One text, for oneself. It has no days, so that it is no list of what somebody did. */
export function NoteSheet({ agreement, open, reading, close }: Props) {
  return (
    <Sheet open={open} title={t('boundaries.note')} onClose={close}>
      {reading ? <p class="words">{agreement.note}</p> : <Writing agreement={agreement} close={close} />}
    </Sheet>
  )
}

function Writing({ agreement, close }: { agreement: Agreement; close: () => void }) {
  const [busy, setBusy] = useState(false)
  const { words = agreement.note, write, drop } = useNote(`agreement/${agreement.id}/note`, agreement.note)
  const keep = async () => {
    setBusy(true)
    if (await note(agreement, words.trim())) {
      await drop()
      close()
    }
    setBusy(false)
  }
  return (
    <>
      <p class="small quiet">{t('boundaries.note.about')}</p>
      <TextArea bare label={t('boundaries.note')} limit={2000} value={words} onChange={write} />
      <Button wide busy={busy} onClick={keep}>
        {t('ui.save')}
      </Button>
    </>
  )
}
