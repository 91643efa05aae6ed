import { clearKept, readKept, writeKept } from './kept'
import type { Store } from './store'

const CASELOAD = 'caseload'
/** How long a list of patients may lie on a device, in days. */
const MOST_DAYS = 7
const DAY_MS = 86_400_000

/** A list of patients as it was shown; whatever else belongs to it is kept as it is. */
export interface FetchedList {
  /** When the server gave it, ISO 8601. */
  readonly fetched_at: string
}

/** Keeps one list for the time without a network, in place of the one before. */
export function keepCaseload(store: Store, list: FetchedList): Promise<void> {
  return writeKept(store, CASELOAD, list)
}

/** The list that was shown last, or null; one that is older than seven days at `now` is removed and not given. */
export async function readCaseload<T extends FetchedList>(store: Store, now: Date): Promise<T | null> {
  const kept = await readKept<T>(store, CASELOAD)
  if (!kept) return null
  if (now.getTime() - Date.parse(kept.fetched_at) <= MOST_DAYS * DAY_MS) return kept
  await dropCaseload(store)
  return null
}

/** Removes the list: the server does not know this person any more, or it is too old. */
export function dropCaseload(store: Store): Promise<void> {
  return clearKept(store, CASELOAD)
}
