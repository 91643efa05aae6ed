import { wordsOf } from '../../words'
import type { staffTeam } from '../../words/en/staff-team'

export const t = wordsOf<typeof staffTeam>()
