import { wordsWith } from '../../words'
import { staff } from '../../words/en/staff'
import { staffPatient } from '../../words/en/staff-patient'
import { staffPlan } from '../../words/en/staff-plan'

export const t = wordsWith({ ...staff, ...staffPatient, ...staffPlan })
