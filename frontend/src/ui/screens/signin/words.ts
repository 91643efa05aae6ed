import { wordsOf } from '../../words'
import type { signin } from '../../words/en/signin'

export const t = wordsOf<typeof signin>()
