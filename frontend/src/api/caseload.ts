import type { Client, QueryOf } from './client'
import type { Schemas } from './contract'

/**
 * One patient in the caseload. `pain_*` is of one moment only, `pain_moment`; a change is null with fewer than four scored
 * days on either side; `adherence_7d` is 0 to 1 over the last seven days that are over, null where nothing was planned or
 * nothing was written; `needs_look`: an open flag is a reason to look, or a warning sign rests the plan.
 */
export type CaseloadRow = Schemas['CaseloadLineOut']

/** The orders that are offered. */
export const ORDERINGS = [
  '-urgency',
  'name',
  '-pain_change',
  '-pain_mean_7d',
  'adherence_7d',
  'last_entry_at',
] as const satisfies readonly NonNullable<QueryOf<'/api/v1/patients/'>['ordering']>[]
export type CaseloadOrdering = (typeof ORDERINGS)[number]

export interface CaseloadQuery {
  search?: string
  ordering?: CaseloadOrdering
  flagged?: boolean
  limit?: number
}

export function caseloadApi(client: Client) {
  return {
    caseload: (query: CaseloadQuery = {}) => client.get('/api/v1/patients/', { query }),
  }
}
