import type { Prescribed } from '../../../api/answers'
import type { OfferedExercise } from '../../../api/prescribing'
import { setsOf } from '../../../domain/plan'
import { folded, NO_MATCH, rank } from '../../../domain/search'
import type { Draft, DraftStep } from './draft'

/** Programmes of 2 to 4 exercises are done best (Bachmann 2018); the minutes are our judgement. The server warns alike. */
const MOST_EXERCISES = 4
export const MOST_MINUTES = 20

/** How long a repeat without a hold takes, and a rest that is not stated: rounded guesses of ours, the server's too. */
const SECONDS_A_REPEAT = 4
const SECONDS_BETWEEN_SETS = 15

export interface Look {
  readonly about: 'many_exercises' | 'long_day' | 'numb_feet' | 'same_exercise'
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

/** What another plan of the patient asks of the days that it is in force. */
export type Other = Pick<Draft, 'steps' | 'times_per_day' | 'days'>

/** The versions of the patient's other plans that are in force or to come, but for the plan that is being changed. */
export const othersOf = (plans: readonly Prescribed[], changing?: string): Other[] =>
  plans
    .filter(({ id, state }) => state !== 'ended' && id !== changing)
    .map(({ steps, times_per_day, days }) => ({
      days,
      times_per_day,
      steps: steps.map((step, key) => ({ ...step, key })),
    }))

/**
 * What a therapist should know before prescribing, on the fullest day. Nothing here forbids.
 *
 * @param mayFeelLess whether the patient's feet may feel less than they should
 * @param others what else runs for the patient
 */
export function looksOf(
  draft: Pick<Draft, 'steps' | 'times_per_day' | 'days'>,
  exercises: ReadonlyMap<string, Pick<OfferedExercise, 'name' | 'numb_foot_caution'>>,
  mayFeelLess: boolean,
  others: readonly Other[] = [],
): Look[] {
  const looks: Look[] = []
  const full = draft.days.map((day) => [draft, ...others.filter(({ days }) => days.includes(day))])
  const most = Math.max(0, ...full.map((plans) => plans.reduce((sum, { steps }) => sum + steps.length, 0)))
  const minutes = Math.max(0, ...full.map((plans) => Math.ceil(plans.reduce(addSeconds, 0) / 60)))
  const elsewhere = new Set(full.flatMap(([, ...rest]) => rest.flatMap(({ steps }) => steps.map(slugOf))))
  const named = (slugs: string[]) => [...new Set(slugs)].map((slug) => exercises.get(slug)?.name ?? slug)
  const twice = named(draft.steps.map(slugOf).filter((slug) => elsewhere.has(slug)))
  const isNumb = (slug: string) => mayFeelLess && exercises.get(slug)?.numb_foot_caution === true
  const cautioned = named(draft.steps.map(slugOf).filter(isNumb))
  if (most > MOST_EXERCISES) looks.push({ about: 'many_exercises', count: most, names: [] })
  if (minutes > MOST_MINUTES) looks.push({ about: 'long_day', count: minutes, names: [] })
  if (twice.length > 0) looks.push({ about: 'same_exercise', count: twice.length, names: twice })
  if (cautioned.length > 0) looks.push({ about: 'numb_feet', count: cautioned.length, names: cautioned })
  return looks
}

const slugOf = ({ exercise }: Pick<DraftStep, 'exercise'>) => exercise

const addSeconds = (sum: number, { steps, times_per_day }: Pick<Draft, 'steps' | 'times_per_day'>) =>
  sum + times_per_day * steps.reduce((once, step) => once + secondsOf(step), 0)

/** The exercises that answer to what is typed: those first whose name says it, then by what else they are found by. */
export function found(list: readonly OfferedExercise[], text: string): OfferedExercise[] {
  const ranked = list.map((one) => {
    const said = [one.kind, one.summary, ...one.equipment, ...one.conditions].join(' ')
    return { one, place: rank(text, one.name, said), name: folded(one.name) }
  })
  return ranked
    .filter(({ place }) => place !== NO_MATCH)
    .sort((a, b) => a.place - b.place || (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map(({ one }) => one)
}
