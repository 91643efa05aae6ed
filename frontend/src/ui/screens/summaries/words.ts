import { wordsOf } from '../../words'
import type { summaries } from '../../words/en/summaries'

export const t = wordsOf<typeof summaries>()
