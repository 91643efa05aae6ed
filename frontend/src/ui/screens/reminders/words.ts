import { wordsWith } from '../../words'
import { reminders } from '../../words/en/reminders'

export const t = wordsWith(reminders)
