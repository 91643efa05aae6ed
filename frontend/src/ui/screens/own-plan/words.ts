import { wordsOf } from '../../words'
import type { ownPlan } from '../../words/en/own-plan'

export const t = wordsOf<typeof ownPlan>()
