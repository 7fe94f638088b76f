import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { t } from '../i18n'
import { IconButton } from './Button'

interface Props {
  open: boolean
  title: string
  onClose: () => void
  children: ComponentChildren
}

/** Slides up over the screen instead of leaving it. Escape, the cross and a tap outside close it. */
export function Sheet({ open, title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's tap outside
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div class="stack">
        <div class="row between">
          <h2 id={id} tabIndex={-1} autofocus>
            {title}
          </h2>
          <IconButton icon="close" label={t('ui.close')} onClick={onClose} />
        </div>
        {open && children}
      </div>
    </dialog>
  )
}
