import { wordsWith } from '../../words'
import { learn } from '../../words/en/learn'

export const t = wordsWith(learn)
