import type { LocalDate } from './clock'
import { dayOf, type Entry } from './entry'
import { type AnyRow, type DiaryRow, isChange, type OutboxRow, withState } from './outbox'
import type { SessionData, SessionDraft } from './session'
import { shown } from './shown'

/** The copy that lies beside the diary, of what exists nowhere else and of what today needs. */
export interface Mark<Plan = unknown> {
  /** What was not sent yet, oldest first. */
  rows: AnyRow[]
  draft: SessionDraft | null
  plan: Plan | null
}

/** That a phone had lost its diary, and what was put back from the mark. */
export interface Loss {
  /** When it was noticed, ISO 8601. */
  at: string
  /** How many entries, written or corrected, were put back. */
  entries: number
  /** The day a session in progress that was put back was begun, or null. */
  draft_on: LocalDate | null
}

/** What of a loss the person is told. */
export function lossOf(mark: Mark, now: Date): Loss {
  const { rows } = mark
  const draft = draftAgain(mark)
  const written = rows.filter(isChange).filter(({ change }) => change.action === 'put')
  return {
    at: now.toISOString(),
    entries: new Set(written.map(({ change }) => change.entry_id)).size,
    draft_on: draft && dayOfDraft(draft),
  }
}

const dayOfDraft = ({ started_at, time_zone }: SessionDraft): LocalDate =>
  dayOf({ kind: 'other', data: {}, recorded_at: started_at, time_zone })

/**
 * The rows of a lost outbox as they wait again. The first of each entry may have left the phone, so it is never altered
 * again; a later one builds on its verdict and has not.
 *
 * @param rows oldest first.
 */
export function waitingAgain(rows: readonly AnyRow[]): AnyRow[] {
  const begun = new Set<string>()
  return rows.map((row) => {
    if (!isChange(row)) return row
    const { problem: _, ...rest } = row
    const isFirst = !begun.has(row.change.entry_id)
    begun.add(row.change.entry_id)
    return { ...rest, state: 'waiting', attempts: isFirst ? Math.max(1, row.attempts) : row.attempts }
  })
}

/** The session in progress, unless it was finished: a browser that is killed just then has noted both. */
export function draftAgain({ rows, draft }: Mark): SessionDraft | null {
  const isFinished = ({ change }: OutboxRow) =>
    change.kind === 'session' && (change.data as Partial<SessionData>).started_at === draft?.started_at
  return rows.filter(isChange).some(isFinished) ? null : draft
}

/** The entries that the rows of an outbox tell of, as the diary keeps them. */
export function diaryRowsOf(rows: readonly AnyRow[]): DiaryRow[] {
  const byEntry = new Map<string, OutboxRow[]>()
  for (const row of rows.filter(isChange)) {
    byEntry.set(row.change.entry_id, [...(byEntry.get(row.change.entry_id) ?? []), row])
  }
  return [...byEntry.values()].flatMap((own) => diaryRowOf(own) ?? [])
}

/** The server's copy is fetched again; until then the entry is what its last change says. */
function diaryRowOf(rows: OutboxRow[]): DiaryRow | null {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return null
  const { entry_id, kind, recorded_at, time_zone, action } = last.change
  const data = rows.filter(({ change }) => change.action === 'put').at(-1)?.change.data ?? {}
  const seq = first.change.base_seq
  const told = { entry_id, kind, seq, recorded_at, time_zone, data, deleted: action === 'delete' }
  const entry = { ...told, received_at: null, late: false, state: 'waiting' } as Entry
  return { entry: withState(entry, rows), on: dayOf(shown(entry)), changed_at: last.added_at }
}
