import type { Change, Refusal, Verdict } from '../domain/entry'
import {
  type AnyRow,
  isChange,
  type OutboxRow,
  rebased,
  sendable,
  settled,
  withState,
} from '../domain/outbox'
import { announce } from './changes'
import type { Store } from './db'
import { promisify } from './idb'
import { append, readRow, removeRow, rowsOf, writeChange, writeRow, writeState } from './rows'

const BOTH = ['entries', 'outbox'] as const

export interface BatchLimits {
  changes: number
  /** Of the changes as JSON in UTF-8. */
  bytes: number
}

/**
 * Marks the next changes as leaving the phone and returns them, oldest first. Rows still marked from a run
 * that never ended go again: whether the server has seen them is for the server to say.
 *
 * @param tried places in the outbox to leave alone: one run tries each change once.
 */
export async function takeBatch(
  store: Store,
  limits: BatchLimits,
  tried: ReadonlySet<number>,
): Promise<OutboxRow[]> {
  const taken = await store.transact(BOTH, 'readwrite', async (tx) => {
    const rows: AnyRow[] = await promisify(tx.objectStore('outbox').getAll())
    const next = sendable(rows.filter(isChange)).filter((row) => !tried.has(row.order))
    const batch = fitting(next, limits).map(leaving)
    for (const row of batch) await writeState(tx, row)
    for (const row of batch) await restate(tx, row.change.entry_id)
    return batch
  })
  if (taken.length > 0) announce({ userId: store.userId, what: 'diary' })
  return taken
}

const leaving = (row: OutboxRow): OutboxRow => ({ ...row, state: 'sending', attempts: row.attempts + 1 })

const utf8 = new TextEncoder()

/** As many rows as the limits take, but always one: a change too large alone is for the server to refuse. */
function fitting(rows: OutboxRow[], limits: BatchLimits): OutboxRow[] {
  let bytes = 0
  const first = rows.slice(0, limits.changes)
  const end = first.findIndex((row) => {
    bytes += utf8.encode(JSON.stringify(row.change)).length + 1
    return bytes > limits.bytes
  })
  return end < 0 ? first : first.slice(0, Math.max(1, end))
}

/** Takes rows back that got no verdict; they wait for the next time. */
export async function returnBatch(store: Store, batch: readonly OutboxRow[]): Promise<void> {
  await store.transact(BOTH, 'readwrite', async (tx) => {
    for (const { order } of batch) {
      const row: OutboxRow | undefined = await promisify(tx.objectStore('outbox').get(order))
      if (row?.state === 'sending') await writeState(tx, { ...row, state: 'waiting' })
    }
    for (const row of batch) await restate(tx, row.change.entry_id)
  })
  announce({ userId: store.userId, what: 'diary' })
}

async function restate(tx: IDBTransaction, entryId: string): Promise<void> {
  const row = await readRow(tx, entryId)
  if (row) await writeRow(tx, { ...row, entry: withState(row.entry, await rowsOf(tx, entryId)) })
}

/**
 * Writes the server's verdicts down: an answered change leaves the outbox, a refused one stays with its
 * reason. Verdicts on what is not in the outbox (any more) change nothing.
 *
 * @returns how many changes were answered.
 */
export async function settle(
  store: Store,
  batch: readonly OutboxRow[],
  verdicts: readonly Verdict[],
): Promise<number> {
  const byChange = new Map(batch.map((row) => [row.change.change_id, row]))
  const answered = verdicts.flatMap((verdict) => {
    const row = byChange.get(verdict.change_id)
    return row ? [{ row, verdict }] : []
  })
  await store.transact(BOTH, 'readwrite', async (tx) => {
    for (const { row, verdict } of answered) await settleOne(tx, row, verdict)
  })
  if (answered.length > 0) announce({ userId: store.userId, what: 'diary' })
  return answered.length
}

async function settleOne(tx: IDBTransaction, sent: OutboxRow, verdict: Verdict): Promise<void> {
  const { change, order } = sent
  const row = await readRow(tx, change.entry_id)
  const later = (await rowsOf(tx, change.entry_id)).filter((other) => other.order > order)
  if (verdict.verdict === 'refused' && later.length === 0) await refuse(tx, sent, verdict.problem)
  else await removeRow(tx, order)
  for (const other of later) {
    const moved = rebased(other, verdict)
    if (moved !== other) await writeChange(tx, moved)
  }
  if (!row) return
  const next = settled(row, change, verdict, later.length === 0)
  await writeRow(tx, { ...next, entry: withState(next.entry, await rowsOf(tx, change.entry_id)) })
}

function refuse(tx: IDBTransaction, row: OutboxRow, problem: Refusal | null | undefined): Promise<void> {
  const reason = problem ?? { code: 'refused', detail: '' }
  return writeState(tx, { ...row, state: 'refused', problem: reason })
}

/** Puts changes into the outbox that tell a restored server again what it may have lost. */
export async function addAgain(tx: IDBTransaction, changes: readonly Change[], now: Date): Promise<void> {
  const row = { state: 'waiting', attempts: 1, added_at: now.toISOString() } as const
  for (const change of changes) await append<OutboxRow>(tx, { ...row, change })
}
