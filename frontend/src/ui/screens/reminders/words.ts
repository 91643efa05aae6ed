import { wordsOf } from '../../words'
import type { reminders } from '../../words/en/reminders'

export const t = wordsOf<typeof reminders>()
