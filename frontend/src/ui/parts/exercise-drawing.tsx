import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Drawing, draw, stillOf } from '../../drawing/draw'
import { play } from '../../drawing/player'
import { t } from '../words'
import { IconButton } from './button'
import '../styles/drawing.css'

type Foot = 'left' | 'right' | 'both' | null

/** The drawing, or null when the exercise has none or one that a newer app draws. */
function known(drawing: unknown): Drawing | null {
  const { rig, poses, view } = (drawing ?? {}) as Partial<Drawing>
  const drawable = /^(side|top|sole|pair)$/.test(rig ?? '') && poses?.length && view?.length === 4
  return drawable ? (drawing as Drawing) : null
}

/** The side rig shows a left foot, the others a right one: the other foot is its mirror image. */
function mirror({ rig, view }: Drawing, foot: Foot): string | undefined {
  const other = rig === 'side' ? foot === 'right' : foot === 'left'
  return other ? `matrix(-1 0 0 1 ${2 * view[0] + view[2]} 0)` : undefined
}

const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches

function Moving({ drawing, foot }: { drawing: Drawing; foot: Foot }) {
  const svg = useRef<SVGSVGElement>(null)
  const [moving, setMoving] = useState(true)
  const parts = useMemo(() => draw(drawing, stillOf(drawing)), [drawing])
  useEffect(() => (moving && svg.current ? play(svg.current, drawing) : undefined), [drawing, moving])
  return (
    <div class="foot-frame">
      <svg ref={svg} class="foot" viewBox={drawing.view.join(' ')} role="img" aria-label={drawing.words}>
        <g transform={mirror(drawing, foot)}>
          {parts.map(({ name, d }, i) => (
            <path key={`${i}-${name}`} data-part class={name} d={d} />
          ))}
        </g>
      </svg>
      {drawing.poses.length > 1 && !isStill() && (
        <IconButton
          icon={moving ? 'pause' : 'play'}
          label={t(moving ? 'drawing.rest' : 'drawing.move')}
          onClick={() => setMoving(!moving)}
        />
      )}
    </div>
  )
}

/** An exercise's moving drawing, with a button to pause it; nothing where the exercise has no drawing. */
export function ExerciseDrawing({ drawing, foot = null }: { drawing: unknown; foot?: Foot }) {
  const shown = known(drawing)
  return shown && <Moving drawing={shown} foot={foot} />
}
