import { Offline, Problem, SignedOut, Throttled } from '../api/errors'
import type { OutboxRow } from '../domain/outbox'
import { OtherPerson } from './round'

/**
 * Why the last round did not go through: `busy` the server asked for time, `server` it failed, `other_person`
 * somebody else is signed in, `phone` this phone could not read or write its own store, `second_factor` the server wants
 * a second step of sign-in, `old_page` it could not make sure that this page asks (CSRF), `not_allowed` it refused for
 * another reason.
 */
export type SyncError =
  | 'busy'
  | 'server'
  | 'other_person'
  | 'phone'
  | 'second_factor'
  | 'old_page'
  | 'not_allowed'

export interface SyncStatus {
  /** False when the phone says so, or when the server could not be reached. */
  online: boolean
  sending: boolean
  /** Changes without a verdict, and refused ones. */
  waiting: number
  refused: number
  /** Older entries are still being fetched: this phone began with the newest. */
  filling: boolean
  /** ISO 8601. */
  lastSyncAt: string | null
  /** The server knows nobody behind this phone any more. Everything unsent waits for the next sign-in. */
  signedOut: boolean
  error: SyncError | null
}

export const AT_REST: SyncStatus = {
  online: true,
  sending: false,
  waiting: 0,
  refused: 0,
  filling: false,
  lastSyncAt: null,
  signedOut: false,
  error: null,
}

type Outcome = Pick<SyncStatus, 'online' | 'signedOut' | 'error'>

/** What a round's failure (or null for none) means to the person. */
export function outcomeOf(error: unknown): Outcome {
  const fine: Outcome = { online: true, signedOut: false, error: null }
  if (error === null) return fine
  if (error instanceof Offline) return { ...fine, online: false }
  if (error instanceof SignedOut) return { ...fine, signedOut: true }
  if (error instanceof Throttled) return { ...fine, error: 'busy' }
  if (error instanceof OtherPerson) return { ...fine, error: 'other_person' }
  if (error instanceof Problem && error.status === 403) return { ...fine, error: refusalOf(error) }
  return { ...fine, error: error instanceof DOMException ? 'phone' : 'server' }
}

/** What a refusal (403) asks for. */
function refusalOf({ body: { code } }: Problem): SyncError {
  if (code === 'second_factor_required') return 'second_factor'
  return code === 'csrf' ? 'old_page' : 'not_allowed'
}

/** Only the person can help, so the browser need not wake the worker for it. */
export const asksPerson = ({ signedOut, error }: Outcome): boolean =>
  signedOut || ['other_person', 'second_factor', 'old_page', 'not_allowed'].includes(error ?? '')

/** How many changes wait, and how many were refused. */
export function countsOf(rows: readonly OutboxRow[]): Pick<SyncStatus, 'waiting' | 'refused'> {
  const refused = rows.filter((row) => row.state === 'refused').length
  return { waiting: rows.length - refused, refused }
}
