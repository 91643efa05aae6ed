import type { LocalDate } from '../../domain/clock'
import { dayAndMonth } from '../words/dates'
import { useWidth } from './use-width'

/** One day of the chart; a null mean is a gap. */
export interface ChartDay {
  readonly on: LocalDate
  readonly mean: number | null
  /** The highest score of the day, where it was scored more than once. */
  readonly max?: number
}

/** A day on which the plan changed. */
export interface ChartMark {
  readonly on: LocalDate
  readonly words: string
}

interface PainChartProps {
  days: readonly ChartDay[]
  zones: { readonly green_to: number; readonly amber_to: number }
  marks?: readonly ChartMark[]
  /** The chart in one or two sentences, for those who cannot see it. */
  label: string
}

const HEIGHT = 200
const TOP = 10
const BOTTOM = 26
const LEFT = 26
const RIGHT = 8
const MOST = 10
const SCALE = [0, 2, 4, 6, 8, 10]
const FIRST_WIDTH = 320
/** From here on the dots are drawn smaller, so that the line stays a line. */
const MANY_DAYS = 45
/** Pixels a date needs below the chart. */
const DATE_ROOM = 76

const y = (score: number) => TOP + (1 - score / MOST) * (HEIGHT - TOP - BOTTOM)

/** Where the zones change: half way between the last score of one and the first of the next. */
function bands({ green_to, amber_to }: PainChartProps['zones']) {
  const green = Math.min(MOST, green_to + 0.5)
  const amber = Math.min(MOST, amber_to + 0.5)
  return [
    { name: 'green', from: 0, to: green },
    { name: 'amber', from: green, to: amber },
    { name: 'red', from: amber, to: MOST },
  ]
}

function Ground({ zones, width }: { zones: PainChartProps['zones']; width: number }) {
  return (
    <>
      {bands(zones).map(({ name, from, to }) => (
        <rect
          key={name}
          class={`zone-${name}`}
          x={LEFT}
          width={Math.max(0, width - LEFT - RIGHT)}
          y={y(to)}
          height={y(from) - y(to)}
        />
      ))}
      {SCALE.map((score) => (
        <text
          key={score}
          class="chart-words"
          x={LEFT - 8}
          y={y(score)}
          text-anchor="end"
          dominant-baseline="central"
        >
          {score}
        </text>
      ))}
    </>
  )
}

/** Pieces of line between gaps, as point lists. */
function pieces(days: readonly ChartDay[], x: (at: number) => number): string[] {
  const lines: string[][] = [[]]
  for (const [at, { mean }] of days.entries()) {
    if (mean === null) lines.push([])
    else lines.at(-1)?.push(`${x(at).toFixed(1)},${y(mean).toFixed(1)}`)
  }
  return lines.filter((line) => line.length > 1).map((line) => line.join(' '))
}

function Dates({ days, x, width }: { days: readonly ChartDay[]; x: (at: number) => number; width: number }) {
  const many = Math.max(2, Math.floor((width - LEFT) / DATE_ROOM))
  const step = Math.max(1, Math.ceil((days.length - 1) / (many - 1)))
  return (
    <>
      {days.map(({ on }, at) => {
        if ((days.length - 1 - at) % step !== 0) return null
        const isLast = at === days.length - 1
        return (
          <text key={on} class="chart-words" x={x(at)} y={HEIGHT - 6} text-anchor={isLast ? 'end' : 'middle'}>
            {dayAndMonth(on)}
          </text>
        )
      })}
    </>
  )
}

type X = (at: number) => number

function Marks({ marks, days, x }: { marks: readonly ChartMark[]; days: readonly ChartDay[]; x: X }) {
  return (
    <>
      {marks.map(({ on, words }) => {
        const at = x(days.findIndex((day) => day.on === on))
        return (
          <line key={on + words} class="chart-mark" x1={at} x2={at} y1={TOP} y2={HEIGHT - BOTTOM}>
            <title>{words}</title>
          </line>
        )
      })}
    </>
  )
}

function Dots({ days, x }: { days: readonly ChartDay[]; x: X }) {
  return (
    <>
      {days.map(({ on, mean, max }, at) => {
        if (mean === null) return null
        const reaches = max !== undefined && max > mean
        return (
          <g key={on}>
            {reaches && <line class="pain-reach" x1={x(at)} x2={x(at)} y1={y(mean)} y2={y(max)} />}
            <circle class="pain-dot" cx={x(at)} cy={y(mean)} r={days.length > MANY_DAYS ? 2.4 : 3.6} />
          </g>
        )
      })}
    </>
  )
}

/** Pain over days on the zones of the patient. A day without a score is a gap in the line, never a 0. */
export function PainChart({ days, zones, marks = [], label }: PainChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>(FIRST_WIDTH)
  const x = (at: number) => LEFT + 6 + (at / Math.max(1, days.length - 1)) * (width - LEFT - RIGHT - 12)
  return (
    <div ref={ref} class="chart">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
        <Ground zones={zones} width={width} />
        <Marks marks={marks} days={days} x={x} />
        {pieces(days, x).map((points) => (
          <polyline key={points} class="pain-line" points={points} />
        ))}
        <Dots days={days} x={x} />
        <Dates days={days} x={x} width={width} />
      </svg>
    </div>
  )
}
