import { wordsOf } from '../../words'
import type { session } from '../../words/en/session'

export const t = wordsOf<typeof session>()
