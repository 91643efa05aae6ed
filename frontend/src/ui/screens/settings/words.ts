import { wordsWith } from '../../words'
import { settings } from '../../words/en/settings'

export const t = wordsWith(settings)
