import { setsOf } from '../../../domain/plan'
import { type DoneSet, type DraftStep, nextSide, type SetSide } from '../../../domain/session'

/** One key of the row of sets. */
export interface SetKey {
  readonly number: number
  readonly side: SetSide
  readonly done: DoneSet | null
  /** Whether this key holds what was ticked last, so that it can be taken back. */
  readonly last: boolean
}

function setsOfSide(step: DraftStep, side: SetSide): DoneSet[] {
  return step.step.side === 'each' ? step.sets.filter((set) => set.side === side) : step.sets
}

/**
 * The keys of a step in the order they are done: left and right take turns where the dose says "each". Sets beyond the dose
 * get keys of their own.
 */
export function setKeys(step: DraftStep): SetKey[] {
  const sides: SetSide[] = step.step.side === 'each' ? ['left', 'right'] : [step.step.side]
  const most = Math.max(step.step.sets ?? 1, ...sides.map((side) => setsOfSide(step, side).length))
  const latest = step.sets.at(-1)
  return Array.from({ length: most }, (_, round) =>
    sides.map((side) => {
      const done = setsOfSide(step, side)[round] ?? null
      return { number: round + 1, side, done, last: done !== null && done === latest }
    }),
  ).flat()
}

/** The key that the main button ticks next; null once the dose is done. */
export function nextKey(step: DraftStep): SetKey | null {
  if (step.sets.length >= setsOf(step.step)) return null
  const side = nextSide(step)
  return { number: setsOfSide(step, side).length + 1, side, done: null, last: false }
}
