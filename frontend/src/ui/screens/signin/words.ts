import { wordsWith } from '../../words'
import { signin } from '../../words/en/signin'

export const t = wordsWith(signin)
