import { type PlanStep, setsOf } from './plan'
import type { SkipReason } from './session'

/** A step of a day and how much of it counts as done. */
export interface StepSoFar {
  readonly step: PlanStep
  /** Sets asked for in the whole day, and done of them. */
  readonly prescribed: number
  readonly done: number
  /** Why it was left out the last time today. */
  readonly skipped: SkipReason | null
}

/** Whether a step hurt today and is not asked for again before tomorrow. */
export const isLeftOut = ({ done, prescribed, skipped }: StepSoFar): boolean =>
  skipped === 'pain' && done < prescribed

/** How many steps of the day are still to be done; what hurt is none of them. */
export function countLeft(steps: readonly StepSoFar[]): number {
  return steps.filter((step) => step.done < step.prescribed && !isLeftOut(step)).length
}

/**
 * What the next session of the day asks for, each step with the sets that are left of the round under way. After everything
 * is done it is a whole round once more. What hurt is not in it.
 */
export function nextRound(steps: readonly StepSoFar[]): PlanStep[] {
  const asked = steps.filter((step) => !isLeftOut(step))
  const round = Math.min(...asked.map(({ step, done }) => Math.floor(done / setsOf(step))))
  if (countLeft(asked) === 0) return asked.map(({ step }) => step)
  return asked.flatMap(({ step, done }) => {
    const left = setsOf(step) * (round + 1) - done
    return left > 0 ? [withSets(step, left)] : []
  })
}

/** A step that asks for so many sets; "each" side counts two for one. */
function withSets(step: PlanStep, left: number): PlanStep {
  return left === setsOf(step) ? step : { ...step, sets: step.side === 'each' ? Math.ceil(left / 2) : left }
}
