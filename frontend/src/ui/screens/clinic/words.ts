import { wordsWith } from '../../words'
import { staff } from '../../words/en/staff'
import { staffClinic } from '../../words/en/staff-clinic'

export const t = wordsWith({ ...staff, ...staffClinic })
