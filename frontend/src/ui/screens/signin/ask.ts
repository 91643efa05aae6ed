import type { AuthAnswer, AuthState } from '../../../api/headless'
import { type Stage, stageAfter } from './stage'
import { t } from './words'

/** Nothing is pending any more (409), or nobody is known to be signing in (401). */
const OVER = [401, 409]

/** What was wrong, by the name that the server gives it. */
const WRONG = {
  incorrect_code: 'code.wrong',
  invalid: 'signin.email.missing',
  required: 'signin.email.missing',
} as const

function wordsOf({ code, message }: { code: string; message: string }): string {
  return code in WRONG ? t(WRONG[code as keyof typeof WRONG]) : message
}

/** The words of a refusal: what happened, and what to do next. */
function refusal(answer: AuthAnswer<AuthState>): string {
  if (answer.errors.length > 0) return answer.errors.map(wordsOf).join(' ')
  return OVER.includes(answer.status) ? t('signin.over') : t('problem.server')
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
