import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from '../../parts/icon'

export interface LearnRow {
  readonly href: string
  readonly title: string
  readonly hint?: string
  readonly badge?: string
}

/** Rows that lead to pages. */
export function Rows({ rows, icon }: { rows: readonly LearnRow[]; icon?: IconName }): ComponentChildren {
  return (
    <ul class="rows">
      {rows.map(({ href, title, hint, badge }) => (
        <li key={href}>
          <a class="row" href={href}>
            {icon && <Icon name={icon} />}
            <span class="row-words">
              <b>{title}</b>
              {hint && <span class="hint">{hint}</span>}
            </span>
            {badge && <span class="badge badge-good">{badge}</span>}
            <Icon name="forward" />
          </a>
        </li>
      ))}
    </ul>
  )
}
