import { wordsWith } from '../../words'
import { chart } from '../../words/en/chart'
import { staff } from '../../words/en/staff'

/** Says one sentence on the staff's screens. */
export const t = wordsWith({ ...chart, ...staff })
