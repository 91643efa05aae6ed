import { wordsWith } from '../../words'
import { ownPlan } from '../../words/en/own-plan'

export const t = wordsWith(ownPlan)
