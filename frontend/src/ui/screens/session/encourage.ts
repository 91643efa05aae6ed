import type { Zones } from '../../../domain/plan'
import type { SessionData, StepResult } from '../../../domain/session'

/** More than this over the pain before is worth a word (the same two points that make a change matter; Farrar 2001). */
const RISE_THAT_MATTERS = 2

export type Praise = 'full' | 'part' | 'none'
export type Caution = 'high' | 'sore'

/** How much of the session was done. */
export function praiseFor(done: number, planned: number): Praise {
  if (done === 0) return 'none'
  return done < planned ? 'part' : 'full'
}

export type Told = Pick<SessionData, 'pain_before' | 'pain_worst' | 'pain_after'> & {
  readonly steps: readonly Pick<StepResult, 'pain'>[]
}

/**
 * What must be said about the pain of a session, if anything: `high` in the red zone of this patient, also in a single exercise,
 * and `sore` when it rose.
 */
export function cautionFor(
  { pain_before, pain_worst, pain_after, steps }: Told,
  zones: Zones,
): Caution | null {
  const told = [pain_worst, pain_after, ...steps.map(({ pain }) => pain)]
  if (told.some((pain) => pain !== null && pain > zones.amber_to)) return 'high'
  if (pain_before === null || pain_after === null) return null
  return pain_after - pain_before >= RISE_THAT_MATTERS ? 'sore' : null
}
