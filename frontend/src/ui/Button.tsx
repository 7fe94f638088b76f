import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import { Link } from '../router'
import { Icon, type IconName } from './Icon'

type Look = 'primary' | 'outline' | 'soft' | 'trouble'

interface Common {
  look?: Look
  wide?: boolean
  children: ComponentChildren
}

type ButtonProps = Common & { busy?: boolean } & Omit<
    ButtonHTMLAttributes<HTMLButtonElement>,
    'class' | 'icon'
  >

const named = (look: Look, wide: boolean) => `btn ${look}${wide ? ' wide' : ''}`

/** While `busy` it keeps its words and its place, and does not act twice. */
export function Button({
  look = 'primary',
  wide = false,
  busy = false,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={named(look, wide)}
      aria-busy={busy}
      aria-disabled={busy}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {children}
    </button>
  )
}

export function LinkButton({ look = 'primary', wide = false, href, children }: Common & { href: string }) {
  return (
    <Link href={href} class={named(look, wide)}>
      {children}
    </Link>
  )
}

/** `label` is what a screen reader says. */
export function IconButton({
  icon,
  label,
  ...rest
}: { icon: IconName; label: string } & Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'icon' | 'label' | 'class'
>) {
  return (
    <button type="button" {...rest} class="btn icon" aria-label={label}>
      <Icon name={icon} />
    </button>
  )
}
