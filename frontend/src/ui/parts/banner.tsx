import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon'

/** One line across the screen about the state of things: what happened, what is safe, what to do. */
export function Banner({
  icon,
  tone = 'calm',
  urgent,
  children,
  action,
}: {
  icon: IconName
  tone?: 'calm' | 'attention' | 'good'
  /** Interrupts a screen reader; only for what cannot wait. */
  urgent?: boolean
  children: ComponentChildren
  action?: ComponentChildren
}) {
  return (
    <div class={`banner banner-${tone}`} role={urgent ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div class="banner-words">{children}</div>
      {action && <div class="banner-action">{action}</div>}
    </div>
  )
}
