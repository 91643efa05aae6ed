import type { ServerEntry } from '../domain/entry'
import { type DiaryRow, isWorthResending, pulled, retold, rowFromServer, withState } from '../domain/outbox'
import { announce } from './changes'
import type { Store } from './db'
import { promisify } from './idb'
import { ids } from './ids'
import { readKept, writeKept } from './kept'
import { addAgain } from './outbox'
import { readRow, rowsOf, writeRow } from './rows'

/** How far this phone has read the server's diary. */
export interface Cursor {
  /** Changes when the server was restored from a backup; null before the first answer. */
  epoch: string | null
  after: number
  /** What lies below this number is not read yet: a phone that begins reads the newest first. Left out when all is read. */
  below?: number
}

const START: Cursor = { epoch: null, after: 0 }
const ALL = ['entries', 'outbox', 'kept'] as const

export async function readCursor(store: Store): Promise<Cursor> {
  return (await readKept<Cursor>(store, 'cursor')) ?? START
}

/** Remembers the server's epoch at the first meeting. */
export function meetEpoch(store: Store, epoch: string): Promise<void> {
  return writeKept(store, 'cursor', { epoch, after: 0 } satisfies Cursor)
}

/**
 * Takes over one page of the server's diary together with how far it reaches, so that neither can be
 * had without the other. Whoever pulls says so once at the end, by `tellPulled`.
 */
export async function applyPage(
  store: Store,
  page: readonly ServerEntry[],
  cursor: Cursor,
  now: Date,
): Promise<void> {
  await store.transact(ALL, 'readwrite', async (tx) => {
    await Promise.all(page.map((server) => applyEntry(tx, server, now)))
    await promisify(tx.objectStore('kept').put(cursor, 'cursor'))
  })
}

/** Says that entries were taken over: one word for a whole pull, since whoever hears it reads the diary again. */
export function tellPulled(store: Store): void {
  announce({ userId: store.userId, what: 'diary' })
}

async function applyEntry(tx: IDBTransaction, server: ServerEntry, now: Date): Promise<void> {
  const row = await readRow(tx, server.entry_id)
  if (!row) {
    if (!server.deleted) await writeRow(tx, rowFromServer(server, now))
    return
  }
  const pending = await rowsOf(tx, server.entry_id)
  const next = pulled(row, server, pending.length > 0)
  await writeRow(tx, { ...next, entry: withState(next.entry, pending) })
}

/**
 * The server was restored from an older backup: everything of the last 30 days that is not on its way
 * already goes into the outbox again, and reading begins at the start. All of it at once or nothing.
 */
export async function adoptEpoch(store: Store, epoch: string, now: Date): Promise<void> {
  await store.transact(ALL, 'readwrite', async (tx) => {
    const rows: DiaryRow[] = await promisify(tx.objectStore('entries').getAll())
    for (const row of rows.filter((row) => isWorthResending(row, now))) await requeue(tx, row, now)
    await promisify(tx.objectStore('kept').put({ epoch, after: 0 } satisfies Cursor, 'cursor'))
  })
  announce({ userId: store.userId, what: 'diary' })
}

async function requeue(tx: IDBTransaction, row: DiaryRow, now: Date): Promise<void> {
  const { entry_id } = row.entry
  if ((await rowsOf(tx, entry_id)).length > 0) return
  await addAgain(tx, [retold(row, ids(now))], now)
  await writeRow(tx, { ...row, entry: withState(row.entry, await rowsOf(tx, entry_id)) })
}
