import { wordsWith } from '../../words'
import { progress } from '../../words/en/progress'

export const t = wordsWith(progress)
