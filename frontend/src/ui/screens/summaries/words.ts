import { wordsWith } from '../../words'
import { summaries } from '../../words/en/summaries'

export const t = wordsWith(summaries)
