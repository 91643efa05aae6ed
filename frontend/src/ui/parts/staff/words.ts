import { wordsWith } from '../../words'
import { staff } from '../../words/en/staff'
import { staffPlan } from '../../words/en/staff-plan'
import { staffTeam } from '../../words/en/staff-team'

/** Says one sentence on the staff's screens. */
export const t = wordsWith({ ...staff, ...staffPlan, ...staffTeam })
