import { wordsOf } from '../../words'
import type { staff } from '../../words/en/staff'
import type { staffPatient } from '../../words/en/staff-patient'
import type { staffPlan } from '../../words/en/staff-plan'

export const t = wordsOf<typeof staff & typeof staffPatient & typeof staffPlan>()
