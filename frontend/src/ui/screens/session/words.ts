import { wordsWith } from '../../words'
import { session } from '../../words/en/session'

export const t = wordsWith(session)
