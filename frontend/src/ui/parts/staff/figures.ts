import type { CaseloadRow } from '../../../api/caseload'
import { matters } from '../../../domain/painChange'

/** Which way pain moves, and whether the change matters. */
export interface PainMove {
  readonly way: 'up' | 'down' | 'same'
  readonly matters: boolean
  /** Never negative; `way` says the direction. */
  readonly points: number
}

/**
 * The change of a patient's pain against their own seven days before.
 *
 * @returns null where there were too few scored days to say
 */
export function painMove(row: Pick<CaseloadRow, 'pain_change' | 'pain_change_percent'>): PainMove | null {
  if (row.pain_change === null) return null
  const points = Math.abs(row.pain_change)
  if (points < 0.05) return { way: 'same', matters: false, points: 0 }
  const share = row.pain_change_percent === null ? null : row.pain_change_percent / 100
  return { way: row.pain_change > 0 ? 'up' : 'down', matters: matters(points, share), points }
}
