import { Problem, SignedOut, Throttled } from '../api/errors'
import type { Api } from '../api/patient'
import { keepAgain, removeAnswer, waitingAnswers } from '../store/answers'
import type { Store } from '../store/db'

/** The server will not take it, now or later: the reminder is gone, or the answer makes no sense to it. */
const NEVER = [400, 404, 409, 410, 422]

/**
 * Tells the server what was said to reminders, oldest first. An answer leaves the outbox only when the server has
 * taken it or will never take it. Must run alone.
 *
 * @returns what the server failed with, for the end of the round: a reminder must not hold up the diary.
 * @throws Offline, SignedOut or Throttled; what was not told waits.
 */
export async function pushAnswers(store: Store, api: Api): Promise<Problem | null> {
  for (const row of await waitingAnswers(store)) {
    try {
      const { again_at } = await api.answerNotice(row.answer)
      if (row.answer.action === 'snooze') await keepAgain(store, row.answer.notice_id, again_at)
    } catch (error) {
      if (!(error instanceof Problem) || error instanceof SignedOut || error instanceof Throttled) throw error
      if (!NEVER.includes(error.status)) return error
    }
    await removeAnswer(store, row)
  }
  return null
}
