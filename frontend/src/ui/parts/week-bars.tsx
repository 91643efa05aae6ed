import type { LocalDate } from '../../domain/clock'
import { dayAndMonth } from '../words/dates'
import { useWidth } from './use-width'

export interface WeekBar {
  /** The Monday of the week. */
  readonly from: LocalDate
  /** 0 to 1; null where nothing was written. */
  readonly share: number | null
}

const HEIGHT = 150
const TOP = 20
const BOTTOM = 26
const GROUND = HEIGHT - BOTTOM
const FIRST_WIDTH = 320
/** Pixels a date, and a figure above its bar, need for themselves. */
const DATE_ROOM = 64
const FIGURE_ROOM = 34
const WIDEST = 44

function Bar({ share, middle, room }: { share: number | null; middle: number; room: number }) {
  const width = Math.min(WIDEST, room * 0.7)
  const height = Math.max(2, (share ?? 0) * (GROUND - TOP))
  const top = share === null ? GROUND : GROUND - height
  return (
    <>
      {share !== null && (
        <rect class="week-bar" x={middle - width / 2} y={top} width={width} height={height} rx="4" />
      )}
      {room >= FIGURE_ROOM && (
        <text class="chart-words" x={middle} y={top - 6} text-anchor="middle">
          {share === null ? '–' : `${Math.round(share * 100)}%`}
        </text>
      )}
    </>
  )
}

/** Dates stay within the drawing: the first begins, the last ends at its edge where the bars are narrow. */
function anchorOf(i: number, many: number, room: number): 'start' | 'middle' | 'end' {
  if (room >= DATE_ROOM) return 'middle'
  if (i === many - 1) return 'end'
  return i === 0 ? 'start' : 'middle'
}

function Dates({ weeks, room }: { weeks: readonly WeekBar[]; room: number }) {
  const every = Math.ceil(DATE_ROOM / room)
  const edge = (i: number, anchor: string) =>
    room * (anchor === 'start' ? i : anchor === 'end' ? i + 1 : i + 0.5)
  return (
    <>
      {weeks.map(({ from }, i) => {
        if ((weeks.length - 1 - i) % every !== 0) return null
        const anchor = anchorOf(i, weeks.length, room)
        return (
          <text key={from} class="chart-words" x={edge(i, anchor)} y={HEIGHT - 6} text-anchor={anchor}>
            {dayAndMonth(from)}
          </text>
        )
      })}
    </>
  )
}

/** Adherence week by week. A week of which nothing is known has no bar, which is not the same as a bar of no height. */
export function WeekBars({ weeks, label }: { weeks: readonly WeekBar[]; label: string }) {
  const { ref, width } = useWidth<HTMLDivElement>(FIRST_WIDTH)
  const room = width / Math.max(1, weeks.length)
  return (
    <div ref={ref} class="chart">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
        <line class="chart-whole" x1="0" x2={width} y1={TOP} y2={TOP} />
        <line class="chart-ground" x1="0" x2={width} y1={GROUND} y2={GROUND} />
        {weeks.map(({ from, share }, i) => (
          <Bar key={from} share={share} middle={room * (i + 0.5)} room={room} />
        ))}
        <Dates weeks={weeks} room={room} />
      </svg>
    </div>
  )
}
