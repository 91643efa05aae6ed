import { type LocalDate, localDate } from './clock'
import type { FootCheckData } from './footCheck'
import type { PainData } from './pain'
import type { SessionData } from './session'

export interface DataOf {
  pain: PainData
  session: SessionData
  foot_check: FootCheckData
  other: OtherData
}

/** Of an entry that this version of the app cannot read: nothing. See `shown`. */
export type OtherData = Record<string, never>

export type Kind = keyof DataOf

/** The kinds that are written here. */
export const WRITTEN_KINDS = ['pain', 'session', 'foot_check'] as const
export type WrittenKind = (typeof WRITTEN_KINDS)[number]

/** Why the server would not take a change, in its own words. */
export interface Refusal {
  code: string
  detail: string
  /** The field at fault as a dotted path such as `data.score`, where there is one. */
  field?: string
}

/** `waiting` on this phone, `sending` now, `sent` and kept by the server, or `refused` by it. */
export type EntryState = 'waiting' | 'sending' | 'sent' | 'refused'

interface EntryOf<K extends Kind> {
  entry_id: string
  kind: K
  /** The server's number for the version shown here; null until it has answered. */
  seq: number | null
  deleted: boolean
  recorded_at: string
  time_zone: string
  received_at: string | null
  late: boolean
  data: DataOf[K]
  state: EntryState
  problem?: Refusal
  /** What was written here but lost against a newer version from elsewhere. */
  stale?: { data: DataOf[K] }
}

/** One line of the diary as this phone knows it. */
export type Entry<K extends Kind = Kind> = { [P in K]: EntryOf<P> }[K]

/** One line of the diary as the server tells it. */
export type ServerEntry = Pick<
  EntryOf<Kind>,
  'entry_id' | 'kind' | 'deleted' | 'recorded_at' | 'time_zone' | 'received_at' | 'late'
> & { seq: number; data: DataOf[Kind] }

export interface Change {
  /** The key by which the server knows that it has seen this before. */
  change_id: string
  entry_id: string
  kind: Kind
  action: 'put' | 'delete'
  schema: 1
  base_seq: number | null
  recorded_at: string
  time_zone: string
  /** Empty for a delete. */
  data: DataOf[Kind] | Record<string, never>
}

export interface Verdict {
  change_id: string
  entry_id: string
  verdict: 'new' | 'updated' | 'identical' | 'stale' | 'deleted' | 'refused'
  seq: number | null
  problem?: Refusal | null
}

/** When an entry happened. A session happened when it began: one that passes midnight belongs to the evening before. */
export function happenedAt(entry: Pick<Entry, 'kind' | 'recorded_at' | 'data'>): string {
  if (entry.kind !== 'session') return entry.recorded_at
  const began = (entry.data as Partial<SessionData>).started_at
  return began && !Number.isNaN(Date.parse(began)) ? began : entry.recorded_at
}

/** The patient's own day of an entry: the local date where and when it happened. */
export function dayOf(entry: Pick<Entry, 'kind' | 'recorded_at' | 'time_zone' | 'data'>): LocalDate {
  return localDate(happenedAt(entry), entry.time_zone)
}

/** Whether an entry is of a kind; narrows its type. */
export function isKind<K extends Kind>(entry: Entry, kind: K): entry is Extract<Entry, { kind: K }> {
  return entry.kind === kind
}
