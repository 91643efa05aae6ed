import { wordsOf } from '../../words'
import type { history } from '../../words/en/history'

export const t = wordsOf<typeof history>()
