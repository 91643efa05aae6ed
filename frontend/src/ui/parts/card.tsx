import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type Tone = 'plain' | 'action' | 'attention' | 'sunken'

/** A group of things under one heading. */
export function Card({
  title,
  tone = 'plain',
  aside,
  children,
}: {
  title?: string
  tone?: Tone
  /** Small things at the right of the heading: a count, a link. */
  aside?: ComponentChildren
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class={`card card-${tone}`} aria-labelledby={title ? id : undefined}>
      {title && (
        <header class="card-head">
          <h2 id={id}>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}
