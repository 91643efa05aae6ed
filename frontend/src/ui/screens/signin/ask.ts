import type { AuthAnswer, AuthState } from '../../../api/headless'
import { type Stage, stageAfter } from './stage'
import { t } from './words'

/** A conflict: nothing is pending any more, or the person is signed in already in another tab. */
const CONFLICT = 409

/** The words of a refusal. */
function refusal(answer: AuthAnswer<AuthState>): string {
  if (answer.status === CONFLICT) return t('problem.server')
  return answer.errors.map(({ message }) => message).join(' ') || t('code.wrong')
}

/**
 * Takes an answer about signing in to the next stage.
 *
 * @returns words about what was wrong, or null when it went on
 */
export function takeAnswer(
  answer: AuthAnswer<AuthState>,
  email: string,
  onStage: (stage: Stage) => void,
): string | null {
  const next = answer.errors.length > 0 ? null : stageAfter(answer, email)
  if (!next) return refusal(answer)
  onStage(next)
  return null
}
