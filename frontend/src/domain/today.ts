import { type LocalDate, localDate } from './clock'
import { isSame, isSessionDone, plannedOfDay, setsThatCount } from './done'
import { dayOf, type Entry, isKind } from './entry'
import { countLeft } from './left'
import {
  type Assignment,
  type AssignmentVersion,
  type Hold,
  holdOn,
  isPlanOnHold,
  type Plan,
  type PlanExercise,
  type PlanStep,
  plannedOn,
  setsOf,
  versionOn,
} from './plan'
import type { SessionData, SessionDraft, SkipReason } from './session'

export type DoneState = 'to_do' | 'partial' | 'done'

export interface TodayStep {
  step: PlanStep
  exercise: PlanExercise | null
  /** Sets asked for in the whole day, and done of them: as adherence counts them, so never more than asked for. */
  prescribed: number
  done: number
  state: DoneState
  /** The reason given when it was left out the last time today; what hurt once stays so for the day. */
  skipped: SkipReason | null
}

export interface TodayAssignment {
  assignment: Assignment
  version: AssignmentVersion
  timesADay: number
  /** Steps that are still to be done today; what hurt is not asked for again. */
  left: number
  /** Sessions of this assignment that were finished today. */
  timesDone: number
  /** A session of it was begun today and is not saved yet. */
  isBegun: boolean
  steps: TodayStep[]
  state: DoneState
}

export interface Today {
  on: LocalDate
  assignments: TodayAssignment[]
  held: { assignment: Assignment; hold: Hold }[]
  /** The whole plan rests because of a warning sign. */
  onHold: Plan['on_hold']
  painLogged: boolean
  pain: Entry<'pain'>[]
}

type Told = Pick<SessionData, 'assignment_id' | 'steps'>

interface DaySoFar {
  sessions: Told[]
  open: SessionDraft | null
  /** The sets that count, by step. */
  counted: ReadonlyMap<string, number>
}

/**
 * What is to be done on a local date and what of it has been done. Reads no clock.
 *
 * @param begun the session in progress: what is ticked and skipped in it stands, though it is not saved yet.
 */
export function todayOf(
  plan: Plan,
  entries: readonly Entry[],
  on: LocalDate,
  begun: SessionDraft | null = null,
): Today {
  const kept = entries.filter((entry) => !entry.deleted && dayOf(entry) === on)
  const saved = kept.filter((entry) => isKind(entry, 'session')).map((entry) => entry.data)
  const open = begun && localDate(begun.started_at, begun.time_zone) === on ? begun : null
  const sessions = open ? [open, ...saved] : saved
  const pain = kept.filter((entry) => isKind(entry, 'pain'))
  const day = { sessions, open, counted: setsThatCount(plan, plannedOfDay(plan, on), sessions) }
  const onHold = isPlanOnHold(plan, on) ? plan.on_hold : null
  return {
    on,
    assignments: onHold ? [] : plan.assignments.flatMap((it) => dayOfAssignment(plan, it, day, on)),
    held: plan.assignments.flatMap((assignment) => heldOn(assignment, on)),
    onHold,
    painLogged: pain.length > 0,
    pain,
  }
}

function heldOn(assignment: Assignment, on: LocalDate): { assignment: Assignment; hold: Hold }[] {
  const hold = holdOn(assignment, on)
  return hold && versionOn(assignment, on) ? [{ assignment, hold }] : []
}

function dayOfAssignment(
  plan: Plan,
  assignment: Assignment,
  day: DaySoFar,
  on: LocalDate,
): TodayAssignment[] {
  const version = plannedOn(assignment, on)
  if (!version) return []
  const sessions = day.sessions.filter((session) => isSame(assignment.id, session.assignment_id))
  const steps = version.steps.map((step) => dayOfStep(plan, step, version.times_per_day, day))
  const timesADay = version.times_per_day
  const state = stateOfAll(steps)
  const left = countLeft(steps)
  const isBegun = isSame(assignment.id, day.open?.assignment_id ?? null)
  const timesDone = sessions.filter((session) => session !== day.open && isSessionDone(session)).length
  return [{ assignment, version, timesADay, timesDone, steps, left, state, isBegun }]
}

function dayOfStep(plan: Plan, step: PlanStep, times: number, { sessions, counted }: DaySoFar): TodayStep {
  const results = sessions.flatMap(({ steps }) => steps.filter((result) => isSame(step.id, result.step_id)))
  const done = counted.get(step.id) ?? 0
  const prescribed = setsOf(step) * times
  return {
    step,
    exercise: plan.exercises[step.exercise] ?? null,
    prescribed,
    done,
    state: done === 0 ? 'to_do' : done < prescribed ? 'partial' : 'done',
    skipped: results.some(({ skipped }) => skipped === 'pain') ? 'pain' : (results[0]?.skipped ?? null),
  }
}

function stateOfAll(steps: TodayStep[]): DoneState {
  if (steps.every((step) => step.state === 'done')) return 'done'
  return steps.some((step) => step.done > 0) ? 'partial' : 'to_do'
}
