import { wordsOf } from '../../words'
import type { staff } from '../../words/en/staff'
import type { staffInvite } from '../../words/en/staff-invite'

export const t = wordsOf<typeof staff & typeof staffInvite>()
