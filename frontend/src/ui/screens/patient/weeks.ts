import type { ProgressDay } from '../../../api/answers'
import { addDays, type LocalDate, weekStart } from '../../../domain/clock'

export interface Week {
  /** The Monday. */
  readonly from: LocalDate
  /** Monday to Sunday; null where a day lies outside what was asked for. */
  readonly days: readonly (ProgressDay | null)[]
  readonly plannedDays: number
  readonly doneDays: number
  /** Sets done / sets planned over the days that are over; null where nothing was written on any of them. */
  readonly adherence: number | null
}

/** The weeks of a course, newest first. */
export function weeksOf(days: readonly ProgressDay[]): Week[] {
  const byDate = new Map(days.map((day) => [day.date, day]))
  const mondays = [...new Set(days.map(({ date }) => weekStart(date)))].sort().reverse()
  return mondays.map((from) =>
    weekOf(
      from,
      Array.from({ length: 7 }, (_, i) => byDate.get(addDays(from, i)) ?? null),
    ),
  )
}

function weekOf(from: LocalDate, days: (ProgressDay | null)[]): Week {
  const known = days.filter((day) => day !== null)
  const counted = known.filter(({ state }) => state === 'counted')
  // Today counts once something of it is done, never before: it is not over.
  const sofar = known.filter(({ state, done }) => state === 'counted' || (state === 'pending' && done > 0))
  return {
    from,
    days,
    plannedDays: sofar.length,
    doneDays: sofar.filter(({ done }) => done > 0).length,
    adherence: adherenceOf(counted),
  }
}

/** Sets done / sets planned over these days; null where nothing was planned or nothing was written. */
export function adherenceOf(counted: readonly ProgressDay[]): number | null {
  const { done, planned } = setsOf(counted)
  return planned === 0 || counted.every(({ adherence }) => adherence === null) ? null : done / planned
}

export function setsOf(days: readonly ProgressDay[]): { done: number; planned: number } {
  return {
    done: days.reduce((sum, day) => sum + day.done, 0),
    planned: days.reduce((sum, day) => sum + day.planned, 0),
  }
}

/** The counted days of the last seven that are over. */
export function lastSevenCounted(days: readonly ProgressDay[], today: LocalDate): ProgressDay[] {
  const first = addDays(today, -7)
  return days.filter(({ date, state }) => state === 'counted' && first <= date && date < today)
}
