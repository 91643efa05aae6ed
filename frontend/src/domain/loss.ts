import type { LocalDate } from './clock'
import type { Kind } from './entry'

/** An entry that had a change waiting to be sent: what can be said of it without its answers. */
export interface Unsent {
  entry_id: string
  kind: Kind
  /** The day it happened. */
  on: LocalDate
  /** The server has an earlier version of it: only a correction was waiting. */
  known: boolean
}

/** What a phone kept when it was last noted. */
export interface Mark {
  user_id: string
  /** How many entries. */
  entries: number
  unsent: Unsent[]
  /** The day a session in progress was begun, or null. */
  draft_on: LocalDate | null
}

/** What a phone had kept and found gone. */
export interface Loss extends Mark {
  /** When it was noticed, ISO 8601. */
  at: string
}

/**
 * What was lost, where a phone comes up with nothing of what it had noted; null where nothing is missing.
 *
 * @param mark what the phone had kept.
 * @param before a loss that the person has not put away yet: what it names is still to be told.
 */
export function lossOf(mark: Mark, before: Loss | null, now: Date): Loss {
  const earlier = before?.user_id === mark.user_id ? before : null
  const named = new Map([...(earlier?.unsent ?? []), ...mark.unsent].map((one) => [one.entry_id, one]))
  return {
    ...mark,
    entries: Math.max(mark.entries, earlier?.entries ?? 0),
    unsent: [...named.values()],
    draft_on: mark.draft_on ?? earlier?.draft_on ?? null,
    at: now.toISOString(),
  }
}

/** What cannot be fetched again: new entries the server never told, and corrections it may not have got. */
export function missingOf({ unsent }: Loss, fetched: ReadonlySet<string>): Unsent[] {
  return unsent.filter(({ entry_id, known }) => known || !fetched.has(entry_id))
}
