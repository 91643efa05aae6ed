import { wordsWith } from '../../words'
import { welcome } from '../../words/en/welcome'

export const t = wordsWith(welcome)
