import { wordsWith } from '../../words'
import { staff } from '../../words/en/staff'
import { staffInvite } from '../../words/en/staff-invite'

export const t = wordsWith({ ...staff, ...staffInvite })
