import { wordsWith } from '../../words'
import { staff } from '../../words/en/staff'
import { staffPlan } from '../../words/en/staff-plan'
import { staffPrescribe } from '../../words/en/staff-prescribe'

export const t = wordsWith({ ...staff, ...staffPlan, ...staffPrescribe })
