import { signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Button } from './Button'

interface Message {
  id: number
  text: string
  undo: (() => void) | undefined
}

const messages = signal<readonly Message[]>([])
let last = 0

/** Says that something is done and, where it can be taken back, offers that instead of asking first. */
export function toast(text: string, undo?: () => void): void {
  last += 1
  const others = messages.value.filter((message) => message.text !== text)
  messages.value = [...others.slice(-1), { id: last, text, undo }]
}

function drop(id: number): void {
  messages.value = messages.value.filter((message) => message.id !== id)
}

function One({ id, text, undo }: Message) {
  const [held, hold] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => drop(id), undo ? 9000 : 5000)
    return () => clearTimeout(timer)
  }, [held, id, undo])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while someone reads it
    <div
      class="toast"
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocusIn={() => hold(true)}
      onFocusOut={() => hold(false)}
    >
      <p>{text}</p>
      {undo && (
        <Button
          look="soft"
          onClick={() => {
            drop(id)
            undo()
          }}
        >
          {t('ui.undo')}
        </Button>
      )}
    </div>
  )
}

export function Toasts() {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const layer = box.current
    if (!layer?.showPopover) return
    // Shown anew, it lies over a sheet that was opened since.
    if (layer.matches(':popover-open')) layer.hidePopover()
    if (messages.value.length) layer.showPopover()
  }, [messages.value])
  return (
    <div ref={box} popover="manual" class="toasts" role="status" aria-live="polite">
      {messages.value.map((message) => (
        <One key={message.id} {...message} />
      ))}
    </div>
  )
}
