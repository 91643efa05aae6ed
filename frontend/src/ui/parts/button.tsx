import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon'

/** `main` is the one thing to do here, `pain` the same for telling of pain; `plain` the others; `quiet` a word that can be pressed; `danger` cannot be undone. */
type Kind = 'main' | 'pain' | 'plain' | 'quiet' | 'danger'

interface Look {
  kind?: Kind
  icon?: IconName
  /** Takes the whole width, as the main action on a phone does. */
  wide?: boolean
  children?: ComponentChildren
}

function classes({ kind = 'plain', wide }: Look): string {
  return `button button-${kind}${wide ? ' button-wide' : ''}`
}

function Face({ icon, children }: Look) {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  )
}

type ButtonProps = Look & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon' | 'class' | 'children'>

export function Button({ kind, icon, wide, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class={classes({ kind, wide })}>
      <Face icon={icon}>{children}</Face>
    </button>
  )
}

type LinkProps = Look & { href: string; download?: boolean; onClick?: () => void }

/** Goes somewhere, and looks like a button. */
export function ButtonLink({ kind, icon, wide, children, ...rest }: LinkProps) {
  return (
    <a {...rest} class={classes({ kind, wide })}>
      <Face icon={icon}>{children}</Face>
    </a>
  )
}

/** A button that is only a drawing; `label` is read aloud and shown on hover. */
export function IconButton({
  icon,
  label,
  ...rest
}: { icon: IconName; label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" {...rest} class="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}
