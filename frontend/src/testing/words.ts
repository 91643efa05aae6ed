import { needWords } from '../ui/words'
import type { Bundle } from '../ui/words/files'

/** All words are there before a test begins, as before a screen is shown. */
const ALL: readonly Bundle[] = ['core', 'late', 'patient', 'staff']
await Promise.all(ALL.map(needWords))
