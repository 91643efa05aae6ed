import { datesBetween, type LocalDate } from '../../../domain/clock'
import type { Zones } from '../../../domain/plan'
import { dayAndMonth } from '../../words/dates'
import {
  type Dot,
  dotsOf,
  type Frame,
  mondaysOf,
  type PainDay,
  pathOf,
  plotOf,
  runsOf,
  xOf,
  yOf,
} from './layout'
import { useWidth } from './use-width'
import { t } from './words'
import './chart.css'

const HEIGHT = 240
const FIGURES = [0, 2, 4, 6, 8, 10]
/** Halfway to the next whole score: a 2 lies inside green, a 3 outside. */
const HALF = 0.5

type Zoned = Pick<Zones, 'green_to' | 'amber_to'>

function Bands({ frame, zones }: { frame: Frame; zones: Zoned }) {
  const { left, right, top, bottom } = plotOf(frame)
  const green = yOf(frame, Math.min(10, zones.green_to + HALF))
  const amber = yOf(frame, Math.min(10, zones.amber_to + HALF))
  const bands = [
    { name: 'red', from: top, to: amber, words: t('zone.red') },
    { name: 'amber', from: amber, to: green, words: t('zone.amber') },
    { name: 'green', from: green, to: bottom, words: t('zone.green') },
  ]
  return (
    <g>
      {bands.map(({ name, from, to, words }) => (
        <g key={name}>
          <rect class={`chart-${name}`} x={left} y={from} width={right - left} height={to - from} />
          <text class={`chart-zone chart-zone-${name}`} x={left + 6} y={from + 14}>
            {to - from > 18 ? words : ''}
          </text>
        </g>
      ))}
    </g>
  )
}

function Axes({ frame }: { frame: Frame }) {
  const { left, right, bottom } = plotOf(frame)
  const mondays = mondaysOf(frame, datesBetween(frame.from, frame.to))
  return (
    <g>
      {FIGURES.map((score) => (
        <g key={score}>
          <line class="chart-line" x1={left} x2={right} y1={yOf(frame, score)} y2={yOf(frame, score)} />
          <text class="chart-figure" x={left - 6} y={yOf(frame, score) + 4} text-anchor="end">
            {score}
          </text>
        </g>
      ))}
      {mondays.map((on) => (
        <g key={on}>
          <line class="chart-tick" x1={xOf(frame, on)} x2={xOf(frame, on)} y1={bottom} y2={bottom + 4} />
          <text
            class="chart-figure"
            x={Math.max(xOf(frame, on), left + 18)}
            y={bottom + 19}
            text-anchor="middle"
          >
            {dayAndMonth(on)}
          </text>
        </g>
      ))}
    </g>
  )
}

function Run({ run }: { run: readonly Dot[] }) {
  return (
    <g>
      <path class="chart-run" d={pathOf(run)} />
      {run.map((dot) => (
        <g key={dot.on}>
          {dot.top < dot.y && <line class="chart-reach" x1={dot.x} x2={dot.x} y1={dot.y} y2={dot.top} />}
          <circle class="chart-dot" cx={dot.x} cy={dot.y} r={3.5}>
            <title>{t('chart.dot', { day: dayAndMonth(dot.on), mean: oneDecimal(dot.mean) })}</title>
          </circle>
        </g>
      ))}
    </g>
  )
}

/** 4.25 as "4.3", 4 as "4". */
export const oneDecimal = (value: number): string => String(Math.round(value * 10) / 10)

/** The chart in one sentence, for those who cannot see it. */
function summary(days: readonly PainDay[], from: LocalDate, to: LocalDate): string {
  const dates = { from: dayAndMonth(from), to: dayAndMonth(to) }
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last) return t('chart.empty', dates)
  return t('chart.summary', {
    ...dates,
    count: days.length,
    first: oneDecimal(first.mean),
    last: oneDecimal(last.mean),
  })
}

/**
 * The pain of one moment, day by day, over the patient's zones. Days without a score are gaps. The words beside it, and the
 * table, say the same.
 *
 * @param days the scored days of one moment only
 * @param changes days on which the plan changed, marked with a line
 */
export function PainChart({
  days,
  from,
  to,
  zones,
  changes = [],
}: {
  days: readonly PainDay[]
  from: LocalDate
  to: LocalDate
  zones: Zoned
  changes?: readonly { readonly on: LocalDate; readonly words: string }[]
}) {
  const { element, width } = useWidth<HTMLDivElement>()
  const frame: Frame = { from, to, width, height: HEIGHT }
  const dots = dotsOf(frame, days)
  const { top, bottom } = plotOf(frame)
  return (
    <div class="chart" ref={element}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={summary(dots, from, to)}>
          <Bands frame={frame} zones={zones} />
          <Axes frame={frame} />
          {changes.map(({ on, words }) => (
            <line key={on} class="chart-change" x1={xOf(frame, on)} x2={xOf(frame, on)} y1={top} y2={bottom}>
              <title>{words}</title>
            </line>
          ))}
          {runsOf(dots).map((run) => (
            <Run key={run[0]?.on} run={run} />
          ))}
        </svg>
      )}
    </div>
  )
}
