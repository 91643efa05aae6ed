import { addDays, datesBetween, type LocalDate, weekStart } from './clock'
import { isOfPlan, isSessionDone, plannedOfDay, setsThatCount } from './done'
import { dayOf, type Entry, isKind } from './entry'
import { type Assignment, dueOn, holdOn, type Plan, setsADay } from './plan'

/**
 * `counted` days are over and were planned; `pending` is today until local midnight; `held`, `rest`, `no_plan` (outside of
 * every assignment) and `future` days are left out of every sum.
 */
export type DayState = 'counted' | 'pending' | 'held' | 'rest' | 'no_plan' | 'future'

export interface DayAdherence {
  on: LocalDate
  state: DayState
  /** Sets prescribed by the versions in force that day. */
  prescribed: number
  /** Sets done that count: of each step no more than it asked for, so that none stands in for another. */
  done: number
  /** Done / prescribed, so at most 1. Null where nothing was planned or nothing was written: never 0. */
  adherence: number | null
  /** Sessions done that day beyond the plan, or outside it. */
  extra: number
}

export interface WeekAdherence {
  /** The Monday of the week. */
  from: LocalDate
  plannedDays: number
  /** Planned days on which something planned was done: "4 of 5 planned days". Today counts once it is done. */
  doneDays: number
  /** Done / prescribed over the counted days. Null when nothing was written on any of them. */
  adherence: number | null
  days: DayAdherence[]
}

type PlanOfCare = Pick<Plan, 'assignments'>

/** Adherence of each local day from `from` to `to`, both included, as the patient reported it. */
export function adherenceByDay(
  plan: PlanOfCare,
  entries: readonly Entry[],
  from: LocalDate,
  to: LocalDate,
  today: LocalDate,
): DayAdherence[] {
  const byDay = sessionsByDay(entries)
  return datesBetween(from, to).map((on) => adherenceOn(plan, byDay.get(on) ?? [], on, today))
}

/** Adherence of each week (Monday to Sunday) that touches `from` to `to`. */
export function adherenceByWeek(
  plan: PlanOfCare,
  entries: readonly Entry[],
  from: LocalDate,
  to: LocalDate,
  today: LocalDate,
): WeekAdherence[] {
  const days = adherenceByDay(plan, entries, weekStart(from), addDays(weekStart(to), 6), today)
  return Array.from({ length: days.length / 7 }, (_, week) => weekOfDays(days.slice(week * 7, week * 7 + 7)))
}

function sessionsByDay(entries: readonly Entry[]): Map<LocalDate, Entry<'session'>[]> {
  const byDay = new Map<LocalDate, Entry<'session'>[]>()
  for (const entry of entries) {
    if (entry.deleted || !isKind(entry, 'session')) continue
    const on = dayOf(entry)
    byDay.set(on, [...(byDay.get(on) ?? []), entry])
  }
  return byDay
}

function adherenceOn(
  plan: PlanOfCare,
  sessions: Entry<'session'>[],
  on: LocalDate,
  today: LocalDate,
): DayAdherence {
  const planned = plannedOfDay(plan, on)
  const data = sessions.map((entry) => entry.data)
  const asked = planned.reduce((sum, { version }) => sum + version.times_per_day, 0)
  const prescribed = planned.reduce((sum, { version }) => sum + setsADay(version), 0)
  const done = [...setsThatCount(plan, planned, data).values()].reduce((sum, sets) => sum + sets, 0)
  const ofPlan = data.filter((session) => isOfPlan(planned, session))
  const all = data.filter(isSessionDone)
  const doneOfPlan = all.filter((session) => isOfPlan(planned, session)).length
  const state = stateOf(plan, prescribed, on, today)
  const isTold = prescribed > 0 && state !== 'future' && ofPlan.some(({ steps }) => steps.length > 0)
  return {
    on,
    state,
    prescribed,
    done,
    adherence: isTold ? done / prescribed : null,
    extra: all.length - doneOfPlan + Math.max(0, doneOfPlan - asked),
  }
}

const runsOn = ({ starts_on, ends_on }: Assignment, on: LocalDate): boolean =>
  starts_on <= on && (ends_on === null || on <= ends_on)

/** A day is held when something of it would have been done on that weekday. */
function stateOf(plan: PlanOfCare, prescribed: number, on: LocalDate, today: LocalDate): DayState {
  if (on > today) return 'future'
  if (prescribed > 0) return on === today ? 'pending' : 'counted'
  const isHeld = plan.assignments.some((assignment) => dueOn(assignment, on) && holdOn(assignment, on))
  if (isHeld) return 'held'
  return plan.assignments.some((assignment) => runsOn(assignment, on)) ? 'rest' : 'no_plan'
}

function weekOfDays(days: DayAdherence[]): WeekAdherence {
  const counted = days.filter((day) => day.state === 'counted')
  const doneToday = days.filter((day) => day.state === 'pending' && day.done > 0)
  const within = [...counted, ...doneToday]
  return {
    from: days[0]?.on ?? '',
    plannedDays: days.filter((day) => day.prescribed > 0).length,
    doneDays: within.filter((day) => day.done > 0).length,
    adherence: meanOf(counted),
    days,
  }
}

function meanOf(counted: DayAdherence[]): number | null {
  if (counted.every((day) => day.adherence === null)) return null
  const prescribed = counted.reduce((sum, day) => sum + day.prescribed, 0)
  return counted.reduce((sum, day) => sum + day.done, 0) / prescribed
}
