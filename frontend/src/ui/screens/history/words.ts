import { wordsWith } from '../../words'
import { history } from '../../words/en/history'

export const t = wordsWith(history)
