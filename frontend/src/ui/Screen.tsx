import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'
import { goBack } from '../router'
import { Bones } from './Bones'
import { IconButton } from './Button'

interface Props {
  title: string
  eyebrow?: string | undefined
  /** The line above the heading: TopBar, a progress line. */
  top?: ComponentChildren
  /** When this changes, a screen reader is taken to the heading again (the next question). */
  step?: string | number
  /** Shows bones in place of heading and children. */
  loading?: boolean
  /** Draws the heading somewhere else than at the start. */
  look?: string
  /** A picture above the heading. */
  sign?: ComponentChildren
  /** Under the heading, inside its block. */
  lead?: ComponentChildren
  children?: ComponentChildren
}

/** Before the first touch or key, the Tab key still starts at the top of the page. */
const hasBegun = () => navigator.userActivation?.hasBeenActive ?? true

export function Screen({
  title,
  eyebrow,
  top,
  step,
  loading = false,
  look = '',
  sign,
  lead,
  children,
}: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (hasBegun()) heading.current?.focus({ preventScroll: true })
  }, [step])
  return (
    <main class={`screen ${look}`} aria-busy={loading}>
      {top && <div class="top">{top}</div>}
      <header class={loading ? 'hidden-words' : 'heading'}>
        {sign}
        {eyebrow && <p class="eyebrow">{eyebrow}</p>}
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {lead}
      </header>
      {loading ? <Bones /> : children}
    </main>
  )
}

/** The arrow back; `to` is where a person lands who came straight here. */
export function TopBar({ to, children }: { to: string; children?: ComponentChildren }) {
  return (
    <>
      <span class="start">
        <IconButton icon="back" label={t('ui.back')} onClick={() => goBack(to)} />
      </span>
      {children}
    </>
  )
}
