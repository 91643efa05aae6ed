import type { Change } from '../domain/entry'
import type { DiaryRow, OutboxRow } from '../domain/outbox'
import { answer } from './idb'

/** The diary row of an entry. */
export function readRow(tx: IDBTransaction, entryId: string): Promise<DiaryRow | undefined> {
  return answer(tx.objectStore('entries').get(entryId))
}

export async function writeRow(tx: IDBTransaction, row: DiaryRow): Promise<void> {
  await answer(tx.objectStore('entries').put(row))
}

/** The outbox rows of an entry, oldest first. */
export function rowsOf(tx: IDBTransaction, entryId: string): Promise<OutboxRow[]> {
  return answer(tx.objectStore('outbox').index('entry').getAll(entryId))
}

/** Puts a change at the end of the outbox. */
export async function addRow(tx: IDBTransaction, change: Change, now: Date): Promise<OutboxRow> {
  const row = { change, state: 'waiting', attempts: 0, added_at: now.toISOString() } as const
  const order = await answer(tx.objectStore('outbox').add(row))
  return { ...row, order: Number(order) }
}

export async function writeOutbox(tx: IDBTransaction, row: OutboxRow): Promise<void> {
  await answer(tx.objectStore('outbox').put(row))
}
