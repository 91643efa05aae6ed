import { wordsOf } from '../../words'
import type { learn } from '../../words/en/learn'

export const t = wordsOf<typeof learn>()
