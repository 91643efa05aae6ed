import { wordsOf } from '../../words'
import type { staff } from '../../words/en/staff'
import type { staffPlan } from '../../words/en/staff-plan'
import type { staffTeam } from '../../words/en/staff-team'

/** Says one sentence on the staff's screens. */
export const t = wordsOf<typeof staff & typeof staffPlan & typeof staffTeam>()
