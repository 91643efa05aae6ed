import { wordsWith } from '../../words'
import { chart } from '../../words/en/chart'

export const t = wordsWith(chart)
