import type { DoneSet, StepResult } from '../../../domain/session'

function otherSide(side: DoneSet['side']): DoneSet['side'] {
  return side === 'left' ? 'right' : 'left'
}

/**
 * The step with another number of sets: the last ones go, new ones are like the last, or as asked where none was done.
 *
 * @param isEach left and right take turns
 */
export function withSetCount(
  step: StepResult,
  count: number,
  asked: DoneSet | null,
  isEach: boolean,
): StepResult {
  const sets = step.sets.slice(0, count)
  while (sets.length < count) {
    const last = sets.at(-1)
    const model = last ?? asked
    if (!model) break
    sets.push(last && isEach ? { ...last, side: otherSide(last.side) } : { ...model })
  }
  return { ...step, sets, skipped: sets.length > step.sets.length ? null : step.skipped }
}
