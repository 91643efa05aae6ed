import { wordsOf } from '../../words'
import type { staff } from '../../words/en/staff'
import type { staffPlan } from '../../words/en/staff-plan'
import type { staffPrescribe } from '../../words/en/staff-prescribe'

export const t = wordsOf<typeof staff & typeof staffPlan & typeof staffPrescribe>()
