import { cues } from '../cues'
import { history } from '../history'
import { learn } from '../learn'
import { ownPlan } from '../own-plan'
import { progress } from '../progress'
import { session } from '../session'
import { summaries } from '../summaries'
import { welcome } from '../welcome'

/** The other screens of a patient. */
export const words = {
  ...cues,
  ...history,
  ...learn,
  ...ownPlan,
  ...progress,
  ...session,
  ...summaries,
  ...welcome,
} as const
