import type { OfferedExercise } from '../../../api/therapist'
import { setsOf } from '../../../domain/plan'
import type { Draft, DraftStep } from './draft'

/** Programmes of 2 to 4 exercises are done best (Bachmann 2018); the minutes are our judgement. The server warns alike. */
const MOST_EXERCISES = 4
export const MOST_MINUTES = 20

/** How long a repeat without a hold takes, and a rest that is not stated: rounded guesses of ours, the server's too. */
const SECONDS_A_REPEAT = 4
const SECONDS_BETWEEN_SETS = 15

export interface Look {
  readonly about: 'many_exercises' | 'long_day' | 'numb_feet'
  /** Exercises or minutes. */
  readonly count: number
  /** The exercises concerned. */
  readonly names: readonly string[]
}

type Timed = Omit<DraftStep, 'key' | 'exercise' | 'note'>

/** About how long a step takes, in seconds: sets times (time, or repeats times hold), and the rests between the sets. */
export function secondsOf(step: Timed): number {
  const once = step.duration_seconds ?? (step.reps ?? 1) * (step.hold_seconds ?? SECONDS_A_REPEAT)
  const sets = setsOf(step)
  return sets * once + (sets - 1) * (step.rest_seconds ?? SECONDS_BETWEEN_SETS)
}

/** About how many minutes a day these steps take, rounded up. */
export function minutesADay({
  steps,
  times_per_day,
}: {
  steps: readonly Timed[]
  times_per_day: number
}): number {
  return Math.ceil((times_per_day * steps.reduce((sum, step) => sum + secondsOf(step), 0)) / 60)
}

/**
 * What a therapist should know before prescribing. Nothing here forbids.
 *
 * @param mayFeelLess whether the patient's feet may feel less than they should
 */
export function looksOf(
  draft: Pick<Draft, 'steps' | 'times_per_day'>,
  exercises: ReadonlyMap<string, Pick<OfferedExercise, 'name' | 'numb_foot_caution'>>,
  mayFeelLess: boolean,
): Look[] {
  const looks: Look[] = []
  const minutes = minutesADay(draft)
  const cautioned = draft.steps.flatMap(({ exercise }) => {
    const known = exercises.get(exercise)
    return mayFeelLess && known?.numb_foot_caution ? [known.name] : []
  })
  if (draft.steps.length > MOST_EXERCISES)
    looks.push({ about: 'many_exercises', count: draft.steps.length, names: [] })
  if (minutes > MOST_MINUTES) looks.push({ about: 'long_day', count: minutes, names: [] })
  if (cautioned.length > 0) looks.push({ about: 'numb_feet', count: cautioned.length, names: cautioned })
  return looks
}

/** The exercises that have every word of what is typed in their name, kind, summary, equipment or conditions. */
export function found(list: readonly OfferedExercise[], text: string): OfferedExercise[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return list.filter((one) => {
    const said = [one.name, one.kind, one.summary, ...one.equipment, ...one.conditions]
      .join(' ')
      .toLowerCase()
    return words.every((word) => said.includes(word))
  })
}
