import type { Routine } from '../../../api/answers'
import type {
  NewRoutine,
  NewVersion,
  OfferedExercise,
  Prescription,
  RoutineStep,
} from '../../../api/prescribing'
import type { LocalDate, Weekday } from '../../../domain/clock'
import type { AssignmentVersion } from '../../../domain/plan'

export const AMOUNTS = ['sets', 'reps', 'hold_seconds', 'duration_seconds', 'rest_seconds'] as const
export type Amount = (typeof AMOUNTS)[number]

/** Beyond these a number is a slip of the finger, not a dose; the server refuses it. */
export const MOST: Readonly<Record<Amount, number>> = {
  sets: 20,
  reps: 300,
  hold_seconds: 600,
  duration_seconds: 7200,
  rest_seconds: 1800,
}

/** A step that is being written; `key` keeps it apart from another of the same exercise. */
export interface DraftStep extends RoutineStep {
  readonly key: number
}

/** A prescription, or a change of one, that is being written. */
export interface Draft {
  readonly name: string
  /** The routine it was taken from. */
  readonly routine: string | null
  readonly condition: string | null
  readonly steps: readonly DraftStep[]
  readonly days: readonly Weekday[]
  readonly times_per_day: number
  /** The first day; of a change the day from which it is in force. */
  readonly from_on: LocalDate
  /** Empty: no last day. */
  readonly ends_on: LocalDate | ''
  readonly note: string
}

let lastKey = 0

function stepOf({ exercise, side, note, ...rest }: RoutineStep): DraftStep {
  lastKey += 1
  const { sets, reps, hold_seconds, duration_seconds, rest_seconds } = rest
  return { key: lastKey, exercise, side, note, sets, reps, hold_seconds, duration_seconds, rest_seconds }
}

/** A draft that comes back, with keys that no step added from now on can meet. */
export const rekeyed = (draft: Draft): Draft => ({ ...draft, steps: draft.steps.map(stepOf) })

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** A prescription of single exercises, with none yet. */
export function emptyDraft(name: string, condition: string | null, today: LocalDate): Draft {
  return {
    name,
    routine: null,
    condition,
    steps: [],
    days: EVERY_DAY,
    times_per_day: 1,
    from_on: today,
    ends_on: '',
    note: '',
  }
}

/** A prescription taken from a routine. */
export function draftFromRoutine(routine: Routine, today: LocalDate): Draft {
  return {
    ...emptyDraft(routine.name, routine.condition, today),
    routine: routine.id,
    steps: routine.steps.map(stepOf),
    days: routine.days,
    times_per_day: routine.times_per_day,
    note: routine.note,
  }
}

/** A change that begins as what is in force. It cannot begin before today, nor before the version it changes. */
export function draftFromVersion(version: AssignmentVersion, name: string, today: LocalDate): Draft {
  return {
    ...emptyDraft(name, null, version.valid_from > today ? version.valid_from : today),
    steps: version.steps.map(stepOf),
    days: version.days,
    times_per_day: version.times_per_day,
    note: version.note,
  }
}

/** With an exercise at the end, in the dose that it comes with. */
export function withExercise(draft: Draft, exercise: OfferedExercise): Draft {
  const step = stepOf({ ...exercise.dosage, exercise: exercise.slug, side: exercise.side, note: '' })
  return { ...draft, steps: [...draft.steps, step] }
}

export function withoutStep(draft: Draft, key: number): Draft {
  return { ...draft, steps: draft.steps.filter((step) => step.key !== key) }
}

export function withStep(draft: Draft, changed: DraftStep): Draft {
  return { ...draft, steps: draft.steps.map((step) => (step.key === changed.key ? changed : step)) }
}

/** With a step moved up (-1) or down (1); at the ends it stays. */
export function moved(draft: Draft, key: number, by: -1 | 1): Draft {
  const at = draft.steps.findIndex((step) => step.key === key)
  const other = draft.steps[at + by]
  const step = draft.steps[at]
  if (!step || !other) return draft
  const steps = [...draft.steps]
  steps[at + by] = step
  steps[at] = other
  return { ...draft, steps }
}

/** What is typed into a field for an amount: nothing, or a whole number. */
export function amountOf(text: string): number | null {
  const number = Number.parseInt(text, 10)
  return Number.isFinite(number) && number > 0 ? number : null
}

/** Whether a step says how much: a number of repeats, or a time. */
export const saysHowMuch = (step: Pick<DraftStep, 'reps' | 'hold_seconds' | 'duration_seconds'>) =>
  Boolean(step.reps || step.hold_seconds || step.duration_seconds)

/** The amounts of a step that are a slip of the finger. */
export const tooMuch = (step: DraftStep): Amount[] =>
  AMOUNTS.filter((amount) => (step[amount] ?? 0) > MOST[amount])

/** Whether a draft can be sent. */
export function isComplete({ name, steps, days, from_on }: Draft): boolean {
  const stepsAreRight = steps.every((step) => saysHowMuch(step) && tooMuch(step).length === 0)
  return name.trim() !== '' && steps.length > 0 && days.length > 0 && from_on !== '' && stepsAreRight
}

const plain = ({ key: _, ...step }: DraftStep): RoutineStep => ({ ...step, note: step.note.trim() })

/** What the draft says of dose, days and words, in the contract's shape. */
function common({ steps, days, times_per_day, note }: Draft) {
  return { steps: steps.map(plain), days: [...days].sort(), times_per_day, note: note.trim() }
}

/** The draft as a new assignment. */
export function prescriptionOf(draft: Draft): Prescription {
  return {
    name: draft.name.trim(),
    starts_on: draft.from_on,
    ends_on: draft.ends_on || null,
    ...(draft.routine && { routine: draft.routine }),
    ...(draft.condition && { condition: draft.condition }),
    ...common(draft),
  }
}

/** The draft as a routine of the clinic's own, to be used for other patients too. */
export function routineOf(draft: Draft, clinic: string | undefined): NewRoutine {
  return {
    name: draft.name.trim(),
    ...(clinic && { clinic }),
    ...(draft.condition && { condition: draft.condition }),
    ...common(draft),
  }
}

/** The draft as a new version of an assignment. */
export const versionOf = (draft: Draft): NewVersion => ({ valid_from: draft.from_on, ...common(draft) })
