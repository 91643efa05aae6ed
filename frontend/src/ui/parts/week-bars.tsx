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
const FIRST_WIDTH = 320
const DATE_ROOM = 64
const WIDEST = 44

/** Adherence week by week. A week of which nothing is known has no bar, which is not the same as a bar of no height. */
export function WeekBars({ weeks, label }: { weeks: readonly WeekBar[]; label: string }) {
  const { ref, width } = useWidth<HTMLDivElement>(FIRST_WIDTH)
  const room = width / Math.max(1, weeks.length)
  const bar = Math.min(WIDEST, room * 0.7)
  const every = Math.ceil(DATE_ROOM / room)
  const tall = HEIGHT - TOP - BOTTOM
  return (
    <div ref={ref} class="chart">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
        <line class="chart-whole" x1="0" x2={width} y1={TOP} y2={TOP} />
        <line class="chart-ground" x1="0" x2={width} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        {weeks.map(({ from, share }, i) => {
          const middle = room * (i + 0.5)
          const height = Math.max(2, (share ?? 0) * tall)
          const figure = share === null ? '–' : `${Math.round(share * 100)}%`
          return (
            <g key={from}>
              {share !== null && (
                <rect
                  class="week-bar"
                  x={middle - bar / 2}
                  y={HEIGHT - BOTTOM - height}
                  width={bar}
                  height={height}
                  rx="4"
                />
              )}
              {(bar >= 24 || i === weeks.length - 1) && (
                <text
                  class="chart-words"
                  x={middle}
                  y={HEIGHT - BOTTOM - (share === null ? 6 : height + 6)}
                  text-anchor="middle"
                >
                  {figure}
                </text>
              )}
              {(weeks.length - 1 - i) % every === 0 && (
                <text
                  class="chart-words"
                  x={middle}
                  y={HEIGHT - 6}
                  text-anchor={room < DATE_ROOM && i === weeks.length - 1 ? 'end' : 'middle'}
                >
                  {dayAndMonth(from)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
    </div>
  )
}
