import type { LocalDate } from './clock'
import { type AssignmentVersion, type Plan, type PlanStep, plannedOn } from './plan'
import type { DoneSet, SessionData } from './session'

type PlanOfCare = Pick<Plan, 'assignments'>
type Told = Pick<SessionData, 'assignment_id' | 'steps'>

/** An assignment that is to be done on a day, with the version in force. */
interface PlannedAssignment {
  id: string
  version: AssignmentVersion
}

/** What is to be done on a local date; held assignments are left out. */
export function plannedOfDay(plan: PlanOfCare, on: LocalDate): PlannedAssignment[] {
  return plan.assignments.flatMap((assignment) => {
    const version = plannedOn(assignment, on)
    return version ? [{ id: assignment.id, version }] : []
  })
}

/** Whether anything of a session is done: at least one set was told. The server has the same rule. */
export const isSessionDone = ({ steps }: Pick<SessionData, 'steps'>): boolean =>
  steps.some(({ sets }) => sets.length > 0)

/** Whether a session was of an assignment that was planned that day. */
export function isOfPlan(planned: readonly PlannedAssignment[], { assignment_id }: Told): boolean {
  return planned.some(({ id }) => isSame(id, assignment_id))
}

/** Ids are told in small or capital letters. */
export function isSame(id: string, other: string | null): boolean {
  return id.toLowerCase() === other?.toLowerCase()
}

const FEET = ['left', 'right', 'both'] as const
type Foot = (typeof FEET)[number]

/** Whether a set told of a side was done by that foot; one of both feet at once, or of each, was done by either. */
function isOf(foot: Foot, { side }: DoneSet): boolean {
  return side === foot || side === 'each' || side === 'both'
}

/** For which feet a step asks its sets: one for each side asks for them on the left and on the right. */
function feetAsked({ side }: Pick<PlanStep, 'side'>): readonly Foot[] {
  return side === 'each' ? ['left', 'right'] : [side]
}

/**
 * The sets of each step in force that count as done on a day: of each step and foot no more than was asked for, so that
 * four sets of the left foot are two of four where two were asked on each side.
 *
 * Only sessions of an assignment planned that day count. Sets of an older version's steps, told by a phone that was
 * offline when the dose changed, fill the steps of the same assignment with the same exercise. The server counts the
 * same (its rule is `progress.rules.adherence.sets_done`).
 */
export function setsThatCount(
  plan: PlanOfCare,
  planned: readonly PlannedAssignment[],
  sessions: readonly Told[],
): Map<string, number> {
  const inForce = new Set(planned.flatMap(({ version }) => version.steps.map(({ id }) => id.toLowerCase())))
  const { done, older } = tally(
    sessions.filter((session) => isOfPlan(planned, session)),
    inForce,
    exercisesOf(plan),
  )
  const counted = new Map<string, number>()
  for (const { id, version } of planned) {
    for (const step of version.steps) {
      const asked = (step.sets ?? 1) * version.times_per_day
      const counts = feetAsked(step).map((foot) => {
        const direct = Math.min(done.get(`${step.id.toLowerCase()} ${foot}`) ?? 0, asked)
        return direct + take(older, keyOf(id, step.exercise, foot), asked - direct)
      })
      counted.set(
        step.id,
        counts.reduce((sum, sets) => sum + sets, 0),
      )
    }
  }
  return counted
}

function tally(
  sessions: readonly Told[],
  inForce: ReadonlySet<string>,
  exerciseOf: ReadonlyMap<string, string>,
) {
  const done = new Map<string, number>()
  const older = new Map<string, number>()
  for (const { assignment_id, steps } of sessions) {
    for (const told of steps) {
      const step = told.step_id.toLowerCase()
      for (const foot of FEET) {
        const sets = told.sets.filter((set) => isOf(foot, set)).length
        if (inForce.has(step)) add(done, `${step} ${foot}`, sets)
        else add(older, keyOf(assignment_id ?? '', exerciseOf.get(step) ?? step, foot), sets)
      }
    }
  }
  return { done, older }
}

/** The exercise of every step of every version. */
function exercisesOf({ assignments }: PlanOfCare): Map<string, string> {
  const steps = assignments.flatMap(({ versions }) => versions.flatMap((version) => version.steps))
  return new Map(steps.map(({ id, exercise }) => [id.toLowerCase(), exercise]))
}

const keyOf = (assignment: string, exercise: string, foot: Foot) =>
  `${assignment.toLowerCase()} ${exercise} ${foot}`

function add(sums: Map<string, number>, key: string, sets: number): void {
  sums.set(key, (sums.get(key) ?? 0) + sets)
}

/** Takes up to so many of what is there. */
function take(sums: Map<string, number>, key: string, most: number): number {
  const taken = Math.min(most, sums.get(key) ?? 0)
  add(sums, key, -taken)
  return taken
}
