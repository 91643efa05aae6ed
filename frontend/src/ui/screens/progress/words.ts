import { wordsOf } from '../../words'
import type { progress } from '../../words/en/progress'

export const t = wordsOf<typeof progress>()
