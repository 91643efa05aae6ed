import type { ProgressDay } from '../../../api/answers'
import type { PainTally } from '../../../api/record'
import { addDays, type LocalDate } from '../../../domain/clock'
import type { Moment } from '../../../domain/pain'
import { withoutNoise } from '../../../domain/painChange'

/** Which moment speaks for a patient when several have as many scored days: the longest look back first. */
const BY_PREFERENCE: readonly Moment[] = [
  'average_24h',
  'worst_24h',
  'now',
  'first_steps',
  'next_morning',
  'during',
  'after',
]

/** A local day's scores (0 to 10) of one moment. */
export interface PainDay extends PainTally {
  readonly on: LocalDate
}

/** The scored days of one moment, oldest first. Days without a score are simply not there. */
export function seriesOf(days: readonly ProgressDay[], moment: Moment): PainDay[] {
  return days.flatMap(({ date, pain }) => {
    const scores = pain[moment]
    return scores ? [{ on: date, ...scores }] : []
  })
}

/** The moments that were scored at all, the one with the most scored days first. */
export function momentsOf(days: readonly ProgressDay[]): Moment[] {
  const scored = BY_PREFERENCE.map((moment) => ({ moment, days: seriesOf(days, moment).length }))
  return scored
    .filter((one) => one.days > 0)
    .sort((a, b) => b.days - a.days)
    .map(({ moment }) => moment)
}

export interface PainWeek {
  readonly moment: Moment
  readonly mean: number
  readonly scoredDays: number
  /** Against the seven days before; null with fewer than four scored days on either side (our judgement). */
  readonly change: { readonly pain_change: number; readonly pain_change_percent: number | null } | null
}

const WEEK = 7
const ENOUGH = 4

function meanOf(series: readonly PainDay[], from: LocalDate, to: LocalDate) {
  const means = series.filter(({ on }) => from <= on && on <= to).map(({ mean }) => mean)
  return { n: means.length, mean: withoutNoise(means.reduce((sum, mean) => sum + mean, 0) / means.length) }
}

/**
 * The pain of the last seven days, today included, as the server reckons it: each scored day weighs the same, and the moment with
 * the most scored days within fourteen speaks.
 *
 * @returns null where nothing was scored in these seven days
 */
export function painWeek(days: readonly ProgressDay[], today: LocalDate): PainWeek | null {
  const first = addDays(today, 1 - WEEK)
  const fortnight = days.filter(({ date }) => addDays(today, 1 - 2 * WEEK) <= date && date <= today)
  const [moment] = momentsOf(fortnight)
  if (!moment) return null
  const series = seriesOf(fortnight, moment)
  const recent = meanOf(series, first, today)
  const before = meanOf(series, addDays(first, -WEEK), addDays(first, -1))
  if (recent.n === 0) return null
  const points = withoutNoise(recent.mean - before.mean)
  const percent = before.mean > 0 ? withoutNoise(((recent.mean - before.mean) / before.mean) * 100) : null
  const enough = recent.n >= ENOUGH && before.n >= ENOUGH
  const change = enough ? { pain_change: points, pain_change_percent: percent } : null
  return { moment, mean: recent.mean, scoredDays: recent.n, change }
}
