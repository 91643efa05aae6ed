import { type LocalDate, type Weekday, weekdayOf } from './clock'
import type { Rule } from './reminder'

export type Side = 'left' | 'right' | 'both' | 'each'

export interface Dosage {
  sets: number | null
  reps: number | null
  hold_seconds: number | null
  duration_seconds: number | null
  rest_seconds: number | null
}

export interface PlanStep extends Dosage {
  id: string
  exercise: string
  side: Side
  note: string
}

export interface Hold {
  from_on: LocalDate
  /** The last day of the hold; null while nobody has ended it. */
  until_on: LocalDate | null
  reason: string
}

export interface AssignmentVersion {
  version: number
  valid_from: LocalDate
  days: Weekday[]
  times_per_day: number
  note: string
  steps: PlanStep[]
}

export interface Assignment {
  id: string
  name: string
  condition: string | null
  starts_on: LocalDate
  /** `starts_on` is planned whatever its weekday; a plan kept by an older version of the app lacks it. */
  first_day_counts?: boolean
  ends_on: LocalDate | null
  days: Weekday[]
  times_per_day: number
  note: string
  held: Hold | null
  holds: Hold[]
  versions: AssignmentVersion[]
}

export interface PlanExercise {
  slug: string
  name: string
  kind: string
  summary: string
  steps: string[]
  /** What it should feel like when it is done right. */
  feel?: string
  cautions: string[]
  /** Needs care, or a therapist's word, on a foot that feels less. */
  numb_foot_caution?: boolean
  equipment: string[]
  equipment_note?: string
  dosage: Dosage
  side?: Side
  dosage_text?: string
  dosage_source: string
  source: string
  drawing: unknown
}

export interface PlanCondition {
  slug: string
  name: string
  [more: string]: unknown
}

export interface CareCard {
  slug: string
  title: string
  text: string
  cautions?: string[]
  numb_foot_caution?: boolean
  source?: string
}

/** Pain up to `green_to` is green, up to `amber_to` amber, above it red. The therapist sets them. */
export interface Zones {
  green_to: number
  amber_to: number
  next_morning_rule: boolean
  nerve_rule: boolean
}

/** The answer of `GET /plan/`: everything the phone needs without a network. */
export interface Plan {
  patient: { id: string; name: string; time_zone: string; foot: 'left' | 'right' | 'both' | null }
  today: LocalDate
  assignments: Assignment[]
  exercises: Record<string, PlanExercise>
  conditions: PlanCondition[]
  care_cards: CareCard[]
  zones: Zones
  reminders: Rule[]
  /** The intake says, or leaves open, that these feet may feel less than they should: they are looked at each day. */
  may_feel_less?: boolean
  on_hold: { reason: string; since_on: LocalDate } | null
  /** The episode rests because of a warning sign; `may_resume`: the patient alone may lift it. */
  warning_hold?: {
    since: string
    from_on: LocalDate
    may_resume: boolean
    cause?: 'finding' | 'answers'
  } | null
  /** When such a hold was last lifted, ISO 8601. */
  warning_lifted_at?: string | null
  /** Whom to call, as the clinic and the operator set it. No number is ever made up. */
  help?: Help
}

/** Whom a patient may call: the clinic by name and number, its own words, and the emergency number if the operator set one. */
export interface Help {
  clinic: string | null
  phone: string | null
  words: string
  emergency_number: string | null
}

/** How many sets a step asks for in one session: "each" side counts as its own set. */
export function setsOf(step: Pick<PlanStep, 'sets' | 'side'>): number {
  return (step.sets ?? 1) * (step.side === 'each' ? 2 : 1)
}

/** The version that is in force on a date, or null before the first and outside the assignment's days of care. */
export function versionOn(assignment: Assignment, on: LocalDate): AssignmentVersion | null {
  if (on < assignment.starts_on || (assignment.ends_on !== null && on > assignment.ends_on)) return null
  let inForce: AssignmentVersion | null = null
  for (const version of assignment.versions) {
    if (version.valid_from <= on && !isLater(inForce, version)) inForce = version
  }
  return inForce
}

function isLater(kept: AssignmentVersion | null, other: AssignmentVersion): boolean {
  if (!kept) return false
  if (kept.valid_from !== other.valid_from) return kept.valid_from > other.valid_from
  return kept.version > other.version
}

/** The hold that covers a date, if any. Both ends of a hold are held. */
export function holdOn(assignment: Assignment, on: LocalDate): Hold | null {
  return assignment.holds.find((hold) => covers(hold, on)) ?? null
}

function covers(hold: Hold, on: LocalDate): boolean {
  return hold.from_on <= on && (hold.until_on === null || on <= hold.until_on)
}

/** Whether the whole plan rests on a date because of a warning sign. */
export function isPlanOnHold(plan: Pick<Plan, 'on_hold'>, on: LocalDate): boolean {
  return plan.on_hold !== null && plan.on_hold.since_on <= on
}

/** The version in force on a date that is one of its weekdays, or the first day that counts, held or not; else null. */
export function dueOn(assignment: Assignment, on: LocalDate): AssignmentVersion | null {
  const version = versionOn(assignment, on)
  const isFirst = assignment.first_day_counts === true && on === assignment.starts_on
  return isFirst || version?.days.includes(weekdayOf(on)) ? version : null
}

/** The version that is to be done on a date: in force, on a planned weekday and not held; else null. */
export function plannedOn(assignment: Assignment, on: LocalDate): AssignmentVersion | null {
  return holdOn(assignment, on) ? null : dueOn(assignment, on)
}

/** Sets that a version asks for in a whole day. */
export function setsADay(version: AssignmentVersion): number {
  const once = version.steps.reduce((sum, step) => sum + setsOf(step), 0)
  return once * version.times_per_day
}
