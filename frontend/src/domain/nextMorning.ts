import { addDays, type LocalDate } from './clock'
import { isSame } from './done'
import { dayOf, type Entry, happenedAt, isKind } from './entry'

/** The local times between which the pain of "the morning after" can be told (our judgement). */
const FROM = '04:00'
const UNTIL = '14:00'

/**
 * The session whose next morning it is and of which that morning's pain is not told yet: the last one of the day before. The
 * 24-hour response belongs to one session (before, worst during, after, next morning).
 *
 * @param on the patient's date now
 * @param time the local time now, `HH:MM`
 */
export function sessionToAskAbout(
  diary: readonly Entry[],
  on: LocalDate,
  time: string,
): Entry<'session'> | null {
  if (time < FROM || time >= UNTIL) return null
  const kept = diary.filter((entry) => !entry.deleted)
  const eve = addDays(on, -1)
  const sessions = kept.filter(
    (entry): entry is Entry<'session'> => isKind(entry, 'session') && dayOf(entry) === eve,
  )
  const last = sessions.sort((a, b) => Date.parse(happenedAt(b)) - Date.parse(happenedAt(a)))[0]
  return last && !isAnswered(last, kept, on) ? last : null
}

/** A morning told without naming the session counts for all of the day before. */
function isAnswered(session: Entry<'session'>, kept: readonly Entry[], on: LocalDate): boolean {
  return kept.some((entry) => {
    if (!isKind(entry, 'pain') || entry.data.moment !== 'next_morning') return false
    const { session_id } = entry.data
    return session_id ? isSame(session.entry_id, session_id) : dayOf(entry) === on
  })
}
