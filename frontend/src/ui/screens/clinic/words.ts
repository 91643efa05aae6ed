import { wordsOf } from '../../words'
import type { staff } from '../../words/en/staff'
import type { staffClinic } from '../../words/en/staff-clinic'

export const t = wordsOf<typeof staff & typeof staffClinic>()
