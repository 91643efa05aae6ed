import type { Change } from '../domain/entry'
import type { AnyRow, DiaryRow, OutboxRow } from '../domain/outbox'
import { promisify } from './idb'
import { touch } from './touched'

/** The diary row of an entry. */
export function readRow(tx: IDBTransaction, entryId: string): Promise<DiaryRow | undefined> {
  return promisify(tx.objectStore('entries').get(entryId))
}

export async function writeRow(tx: IDBTransaction, row: DiaryRow): Promise<void> {
  await promisify(tx.objectStore('entries').put(row))
}

/** The outbox rows of an entry, oldest first. */
export function rowsOf(tx: IDBTransaction, entryId: string): Promise<OutboxRow[]> {
  return promisify(tx.objectStore('outbox').index('entry').getAll(entryId))
}

/** Puts a row at the end of the outbox. */
export async function append<R extends AnyRow>(tx: IDBTransaction, row: Omit<R, 'order'>): Promise<number> {
  const order = Number(await promisify(tx.objectStore('outbox').add(row)))
  touch(tx, order)
  return order
}

/** Puts a change at the end of the outbox. */
export async function addRow(tx: IDBTransaction, change: Change, now: Date): Promise<OutboxRow> {
  const row = { change, state: 'waiting', attempts: 0, added_at: now.toISOString() } as const
  return { ...row, order: await append<OutboxRow>(tx, row) }
}

/** Writes how it stands with a row; its change is as before, and so is its copy in the mark. */
export async function writeState(tx: IDBTransaction, row: OutboxRow): Promise<void> {
  await promisify(tx.objectStore('outbox').put(row))
}

/** Writes a row whose change is another now. */
export async function writeChange(tx: IDBTransaction, row: OutboxRow): Promise<void> {
  await writeState(tx, row)
  touch(tx, row.order)
}

/** Takes a row out of the outbox. */
export async function removeRow(tx: IDBTransaction, order: number): Promise<void> {
  await promisify(tx.objectStore('outbox').delete(order))
  touch(tx, order)
}
