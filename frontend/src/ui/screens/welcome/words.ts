import { wordsOf } from '../../words'
import type { welcome } from '../../words/en/welcome'

export const t = wordsOf<typeof welcome>()
