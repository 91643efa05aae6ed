import { addDays, datesBetween, type LocalDate } from '../../../domain/clock'
import { dayOf, type Entry, isKind } from '../../../domain/entry'
import { MOMENTS, type Moment } from '../../../domain/pain'
import { isNoticed, matters, withoutNoise } from '../../../domain/painChange'

/** The pain of one local day at one moment. Null means that nothing was logged: never 0. */
export interface PainDay {
  readonly on: LocalDate
  readonly pain: { readonly mean: number; readonly max: number; readonly n: number } | null
}

/** A week counts when this many of its days have a score (our judgement; see the clinical notes). */
const DAYS_NEEDED = 4
const WEEK = 7

function scoresByDay(entries: readonly Entry[], moment: Moment): Map<LocalDate, number[]> {
  const scores = new Map<LocalDate, number[]>()
  for (const entry of entries) {
    if (entry.deleted || !isKind(entry, 'pain') || entry.data.moment !== moment) continue
    const on = dayOf(entry)
    scores.set(on, [...(scores.get(on) ?? []), entry.data.score])
  }
  return scores
}

const meanOf = (numbers: readonly number[]) =>
  withoutNoise(numbers.reduce((sum, one) => sum + one, 0) / numbers.length)

/** The pain of each day from `from` to `to`, both included. Moments are different measures and are never mixed. */
export function painByDay(
  entries: readonly Entry[],
  moment: Moment,
  from: LocalDate,
  to: LocalDate,
): PainDay[] {
  const scores = scoresByDay(entries, moment)
  return datesBetween(from, to).map((on) => {
    const all = scores.get(on)
    return { on, pain: all ? { mean: meanOf(all), max: Math.max(...all), n: all.length } : null }
  })
}

/** The moments that were logged, the most used first. */
export function loggedMoments(entries: readonly Entry[]): Moment[] {
  const counts = new Map<Moment, number>()
  for (const entry of entries) {
    if (isKind(entry, 'pain') && !entry.deleted)
      counts.set(entry.data.moment, (counts.get(entry.data.moment) ?? 0) + 1)
  }
  return MOMENTS.filter((moment) => counts.has(moment)).sort(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0),
  )
}

export type Verdict = 'better' | 'bit.better' | 'same' | 'bit.worse' | 'worse'

export interface PainChange {
  /** Mean of the days of the first week with enough scores. */
  readonly before: number
  /** Mean of the days of the last seven. */
  readonly now: number
  /** `now` less `before`, in points. */
  readonly points: number
  /** The same as a share of `before`; null where that was 0. */
  readonly share: number | null
  readonly verdict: Verdict
}

function weekMean(scores: Map<LocalDate, number[]>, from: LocalDate): number | null {
  const days = datesBetween(from, addDays(from, WEEK - 1)).flatMap((on) => {
    const all = scores.get(on)
    return all ? [meanOf(all)] : []
  })
  return days.length >= DAYS_NEEDED ? meanOf(days) : null
}

/** The first seven days, from a scored day on, that hold enough scores and end before `until`. */
function firstWeek(scores: Map<LocalDate, number[]>, until: LocalDate): number | null {
  for (const from of [...scores.keys()].sort()) {
    if (addDays(from, WEEK - 1) >= until) return null
    const mean = weekMean(scores, from)
    if (mean !== null) return mean
  }
  return null
}

function verdictOn(points: number, share: number | null): Verdict {
  const way = points < 0 ? 'better' : 'worse'
  if (matters(points, share)) return way
  return isNoticed(points) ? `bit.${way}` : 'same'
}

/**
 * How the pain of one moment has changed in the days that are shown: the first week of them against the last seven days.
 *
 * @param from the first day shown: nothing before it is spoken of
 * @param to the last one, today
 * @returns null while either week has fewer than four scored days, or both are the same week
 */
export function painChange(
  entries: readonly Entry[],
  moment: Moment,
  from: LocalDate,
  to: LocalDate,
): PainChange | null {
  const all = scoresByDay(entries, moment)
  const scores = new Map([...all].filter(([on]) => on >= from && on <= to))
  const lastFrom = addDays(to, 1 - WEEK)
  const now = weekMean(scores, lastFrom)
  const before = firstWeek(scores, lastFrom)
  if (now === null || before === null) return null
  const points = withoutNoise(now - before)
  const share = before === 0 ? null : withoutNoise(points / before)
  return { before, now, points, share, verdict: verdictOn(points, share) }
}
