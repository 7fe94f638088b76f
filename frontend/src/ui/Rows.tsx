import type { ComponentChildren } from 'preact'
import { Link } from '../router'
import { Icon, type IconName } from './Icon'

export function Rows({ label, children }: { label?: string; children: ComponentChildren }) {
  return (
    <ul class="rows" aria-label={label}>
      {children}
    </ul>
  )
}

interface RowProps {
  label: ComponentChildren
  help?: ComponentChildren
  value?: ComponentChildren
  icon?: IconName
  href?: string
  onClick?: () => void
}

/** One line of a list: goes somewhere, does something, or only says something. */
export function Row({ label, help, value, icon, href, onClick }: RowProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <span class="grow">
        {label}
        {help && <span class="help small quiet block">{help}</span>}
      </span>
      {value && <span class="value">{value}</span>}
      {(href || onClick) && <Icon name="next" size={18} />}
    </>
  )
  return (
    <li>
      {href ? (
        <Link class="item tap" href={href}>
          {inside}
        </Link>
      ) : onClick ? (
        <button type="button" class="item tap" onClick={onClick}>
          {inside}
        </button>
      ) : (
        <div class="item">{inside}</div>
      )}
    </li>
  )
}
