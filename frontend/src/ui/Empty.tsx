import type { ComponentChildren } from 'preact'
import { Problem } from '../api/client'
import { explain } from '../api/explain'
import { t } from '../i18n'
import { Button, LinkButton } from './Button'
import { Icon } from './Icon'
import { Mark } from './Mark'

/** Nothing here yet: what will be, and how it begins. */
export function Empty({
  title,
  text,
  children,
}: {
  title?: string
  text: string
  children?: ComponentChildren
}) {
  return (
    <div class="empty">
      <Mark size={56} />
      {title && <h2>{title}</h2>}
      <p class="quiet">{text}</p>
      {children}
    </div>
  )
}

/** It could not be fetched: why, and one way to try again. */
export function Failure({ error, again }: { error: unknown; again: () => void }) {
  const offline = error instanceof Problem && error.offline
  const gone = error instanceof Problem && error.code === 'not_found'
  return (
    <div class="empty" role="alert">
      {offline ? <Icon name="away" size={40} /> : <Mark size={56} />}
      <p>{explain(error)}</p>
      {offline && <p class="quiet">{t('ui.offline.help')}</p>}
      {gone ? (
        <LinkButton look="outline" href="/today">
          {t('nav.to_today')}
        </LinkButton>
      ) : (
        <Button look="outline" onClick={again}>
          {t('ui.again')}
        </Button>
      )}
    </div>
  )
}
