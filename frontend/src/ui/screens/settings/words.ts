import { wordsOf } from '../../words'
import type { settings } from '../../words/en/settings'

export const t = wordsOf<typeof settings>()
