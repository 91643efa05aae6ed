import { wordsWith } from '../../words'
import { staffTeam } from '../../words/en/staff-team'

export const t = wordsWith(staffTeam)
