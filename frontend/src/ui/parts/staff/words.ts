import { wordsWith } from '../../words'
import { staff } from '../../words/en/staff'

/** Says one sentence on the staff's screens. */
export const t = wordsWith(staff)
