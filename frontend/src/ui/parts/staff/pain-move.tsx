import { oneDecimal } from '../../words/figures'
import type { PainMove } from './figures'
import { t } from './words'

const ARROWS = { up: '↑', down: '↓', same: '→' } as const

function words({ way, points }: PainMove): string {
  const move = way === 'same' ? t('change.same') : t(`change.${way}`, { points: oneDecimal(points) })
  return `${move} ${t('change.against')}`
}

function shown({ way, points }: PainMove): string {
  return way === 'same' ? '0' : t(`change.points.${way}`, { points: oneDecimal(points) })
}

/** An arrow and the points; it has a colour of its own only where the change matters. */
export function Move({ move }: { move: PainMove }) {
  const tone = move.matters ? ` move-${move.way}` : ''
  return (
    <span class={`move${tone}`}>
      <span aria-hidden="true">
        {ARROWS[move.way]} {shown(move)}
      </span>
      <span class="unseen">{words(move)}</span>
    </span>
  )
}
