import type { LocalDate } from './clock'
import { dayOf, type Entry, happenedAt, isKind } from './entry'
import type { Moment, PainScore } from './pain'
import type { SessionData, SessionDraft } from './session'

/** A score of the day: logged by itself, or told before a session. */
export interface CheckIn {
  readonly entry: Entry<'pain'> | Entry<'session'>
  readonly score: PainScore
  /** `before`: told at the start of a session. */
  readonly moment: Moment | 'before'
  /** When it was told, ISO 8601. */
  readonly at: string
}

function checkInOf(entry: Entry): CheckIn | null {
  if (isKind(entry, 'pain')) {
    const { score, moment } = entry.data
    return { entry, score, moment, at: entry.recorded_at }
  }
  const before = isKind(entry, 'session') ? entry.data.pain_before : null
  if (!isKind(entry, 'session') || before === null || before === undefined) return null
  return { entry, score: before, moment: 'before', at: happenedAt(entry) }
}

/**
 * The scores of a local day, in the order of the diary: the day's question is answered by any of them. A score that a session
 * took over from an entry made just before it is that entry's, not a second one.
 */
export function checkInsOn(diary: readonly Entry[], on: LocalDate): CheckIn[] {
  const day = diary.filter((entry) => !entry.deleted && dayOf(entry) === on)
  const all = day.flatMap((entry) => checkInOf(entry) ?? [])
  return all.filter(
    (one) => one.moment !== 'before' || justLogged(day, new Date(one.at))?.score !== one.score,
  )
}

/** How long a score "right now" still stands for how it is, in milliseconds (our judgement). */
const STILL_NOW_MS = 30 * 60_000

/** The pain "right now" that was logged within half an hour before an instant, so that it need not be asked again. */
export function justLogged(diary: readonly Entry[], at: Date): { score: PainScore } | null {
  const recent = diary.filter((entry): entry is Entry<'pain'> => {
    if (!isKind(entry, 'pain') || entry.deleted || entry.data.moment !== 'now') return false
    const age = at.getTime() - Date.parse(entry.recorded_at)
    return age >= 0 && age <= STILL_NOW_MS
  })
  const last = recent.sort((a, b) => Date.parse(b.recorded_at) - Date.parse(a.recorded_at))[0]
  return last ? { score: last.data.score } : null
}

/**
 * The worst pain of a session as far as it has been told: what was said of it as a whole, else the highest score told before
 * and during it. It is shown for the patient to correct. Null where nothing was told.
 */
export function worstTold(
  session: Pick<SessionData | SessionDraft, 'pain_worst' | 'pain_before' | 'steps'>,
): PainScore | null {
  if (session.pain_worst !== null) return session.pain_worst
  const told = [session.pain_before, ...session.steps.map(({ pain }) => pain)]
  return told.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null)
}
