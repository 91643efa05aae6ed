import { daysBetween, type LocalDate } from './clock'
import {
  type Change,
  dayOf,
  type Entry,
  type EntryState,
  type Refusal,
  type ServerEntry,
  type Verdict,
} from './entry'
import type { NoticeAnswer } from './notice'
import { shown } from './shown'

/** An answer to a reminder on its way. It stands in the same outbox; only a definite word of the server takes it away. */
export interface AnswerRow {
  order: number
  kind: 'notice_action'
  answer: NoticeAnswer
  added_at: string
}

export type AnyRow = OutboxRow | AnswerRow

/** Whether a row is a change to the diary. */
export const isChange = (row: AnyRow): row is OutboxRow => 'change' in row

/** A change that waits for the server's verdict. Only a verdict, or the patient, takes it away. */
export interface OutboxRow {
  order: number
  change: Change
  state: 'waiting' | 'sending' | 'refused'
  /** How often it has left the phone; what has left once is never altered again. */
  attempts: number
  added_at: string
  problem?: Refusal
}

/** An entry and what this phone must remember about it to settle it with the server. */
export interface DiaryRow {
  entry: Entry
  on: LocalDate
  /** When it was last written on this phone, ISO 8601. */
  changed_at: string
  /** The server's copy as last heard. Differs from `entry` only while a change of ours is under way. */
  kept?: ServerEntry
  /** Our own change that made the version shown, to be told again to a restored server. */
  told?: Change
}

/** How long a phone can help a server that was restored from an older backup, in days. */
const RESEND_DAYS = 30

/** The rows that may leave now: the first of each entry, since the next one builds on its verdict. */
export function sendable(rows: readonly OutboxRow[]): OutboxRow[] {
  const seen = new Set<string>()
  return rows.filter((row) => {
    if (row.state === 'refused' || seen.has(row.change.entry_id)) return false
    seen.add(row.change.entry_id)
    return true
  })
}

/** Whether a row may still be altered or dropped: it never left, or it was refused. */
export function isOpen(row: OutboxRow): boolean {
  return row.state === 'refused' || row.attempts === 0
}

/** The entry with the state that its outbox rows give it. */
export function withState(entry: Entry, rows: readonly OutboxRow[]): Entry {
  const { problem: _, ...rest } = entry
  const refused = rows.find((row) => row.state === 'refused')
  const state: EntryState = refused ? 'refused' : rows.length > 0 ? busyState(rows) : 'sent'
  return { ...rest, state, ...(refused?.problem && { problem: refused.problem }) } as Entry
}

function busyState(rows: readonly OutboxRow[]): EntryState {
  return rows.some((row) => row.state === 'sending') ? 'sending' : 'waiting'
}

/** The entry as the server keeps it. A deleted one comes without data and keeps ours. */
function fromServer(server: ServerEntry, before?: Entry): Entry {
  const { entry_id, kind, seq, deleted, recorded_at, time_zone, received_at, late } = server
  const data = server.deleted && before ? before.data : server.data
  const stale = before?.stale && { stale: before.stale }
  const entry = { entry_id, kind, seq, deleted, recorded_at, time_zone, received_at, late, data, ...stale }
  return { ...entry, state: 'sent' } as Entry
}

/** A row as this phone first hears of it from the server. */
export function rowFromServer(server: ServerEntry, now: Date): DiaryRow {
  const entry = fromServer(server)
  return { entry, on: dayOf(shown(entry)), changed_at: now.toISOString(), kept: server }
}

/**
 * What the server tells about an entry this phone knows.
 *
 * @param busy a change of ours is under way: it stays on show until its own verdict comes.
 */
export function pulled(row: DiaryRow, server: ServerEntry, busy: boolean): DiaryRow {
  if (busy) return { ...row, kept: server }
  const { told, ...rest } = row
  const entry = fromServer(server, row.entry)
  const ours = told && server.seq === row.entry.seq && { told }
  return { ...rest, entry, on: dayOf(shown(entry)), kept: server, ...ours }
}

/**
 * The row after the server's verdict on one of its changes (its state apart).
 *
 * @param last whether no later change of ours to this entry waits.
 */
export function settled(row: DiaryRow, change: Change, verdict: Verdict, last: boolean): DiaryRow {
  switch (verdict.verdict) {
    case 'new':
    case 'updated':
    case 'identical':
      return accepted(row, change, verdict)
    case 'deleted':
      return change.action === 'delete' ? accepted(row, change, verdict) : lostToDelete(row, change, verdict)
    case 'stale':
      return last ? lost(row, change, verdict) : row
    case 'refused':
      return row
  }
}

function accepted(row: DiaryRow, change: Change, { seq }: Verdict): DiaryRow {
  return { ...row, told: change, entry: { ...row.entry, seq: seq ?? row.entry.seq } }
}

function lostToDelete(row: DiaryRow, change: Change, { seq }: Verdict): DiaryRow {
  const entry = { ...row.entry, deleted: true, seq: seq ?? row.entry.seq, stale: { data: change.data } }
  return { ...row, entry: entry as Entry }
}

function lost(row: DiaryRow, change: Change, { seq }: Verdict): DiaryRow {
  const { told: _, ...rest } = row
  const winner = row.kept ? fromServer(row.kept, row.entry) : { ...row.entry, seq: seq ?? row.entry.seq }
  if (change.action === 'delete') return { ...rest, entry: { ...winner, deleted: false } as Entry }
  return { ...rest, entry: { ...winner, stale: { data: change.data } } as Entry }
}

/** A later change of ours, moved onto the version that its forerunner has just become. It has never left. */
export function rebased(row: OutboxRow, verdict: Verdict): OutboxRow {
  const moved = row.attempts === 0 && ['new', 'updated', 'identical'].includes(verdict.verdict)
  return moved ? { ...row, change: { ...row.change, base_seq: verdict.seq } } : row
}

/** Whether an entry is young enough to be told again to a restored server. */
export function isWorthResending(row: DiaryRow, now: Date): boolean {
  const today = now.toISOString().slice(0, 10)
  const touched = [row.entry.recorded_at, row.changed_at, row.entry.received_at ?? '']
  return touched.some((at) => at !== '' && daysBetween(at.slice(0, 10), today) <= RESEND_DAYS)
}

/** The change that tells a restored server what this phone has kept of an entry. */
export function retold(row: DiaryRow, changeId: string): Change {
  if (row.told) return row.told
  const { entry_id, kind, seq, deleted, recorded_at, time_zone, data } = row.entry
  const what = {
    change_id: changeId,
    entry_id,
    kind,
    schema: 1,
    base_seq: seq,
    recorded_at,
    time_zone,
  } as const
  return deleted ? { ...what, action: 'delete', data: {} } : { ...what, action: 'put', data }
}

/** The version to fall back to when a refused change is given up; null when there never was one. */
export function beforeRefusal(row: DiaryRow): Entry | null {
  if (row.kept) return fromServer(row.kept, row.entry)
  if (!row.told) return null
  const { data, action } = row.told
  return { ...row.entry, deleted: action === 'delete', ...(action === 'put' && { data }) } as Entry
}
