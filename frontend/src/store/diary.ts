import type { LocalDate } from '../domain/clock'
import { type Change, type DataOf, dayOf, type Entry, type Kind } from '../domain/entry'
import {
  type AnyRow,
  beforeRefusal,
  type DiaryRow,
  isChange,
  isOpen,
  type OutboxRow,
  withState,
} from '../domain/outbox'
import { shown } from '../domain/shown'
import { announce } from './changes'
import type { Store } from './db'
import { promisify } from './idb'
import { ids } from './ids'
import { addRow, readRow, removeRow, rowsOf, writeRow } from './rows'
import { touch } from './touched'

const BOTH = ['entries', 'outbox'] as const

/** Writes under one transaction over diary and outbox, and tells of it once it is committed. */
async function write<T>(store: Store, work: (tx: IDBTransaction) => Promise<T>): Promise<T> {
  const result = await store.transact(BOTH, 'readwrite', work)
  announce({ userId: store.userId, what: 'diary' })
  return result
}

/**
 * Saves a new entry on this phone together with the change that will tell the server. Resolves when both
 * are written down: only then may "saved" be said. Saving the same entry again changes nothing.
 */
export async function saveEntry(store: Store, entry: Entry): Promise<void> {
  await write(store, (tx) => saveNew(tx, entry))
}

/** Saves a finished session and forgets its draft in the same stroke: it cannot be finished twice. */
export async function saveSession(store: Store, entry: Entry<'session'>): Promise<void> {
  await store.transact([...BOTH, 'kept'], 'readwrite', async (tx) => {
    await saveNew(tx, entry)
    await promisify(tx.objectStore('kept').delete('draft'))
    touch(tx, 'draft')
  })
  announce({ userId: store.userId, what: 'diary' })
  announce({ userId: store.userId, what: 'draft' })
}

async function saveNew(tx: IDBTransaction, entry: Entry): Promise<void> {
  if (await readRow(tx, entry.entry_id)) return
  const now = new Date()
  await writeRow(tx, {
    entry: { ...entry, state: 'waiting' },
    on: dayOf(entry),
    changed_at: now.toISOString(),
  })
  await addRow(tx, changeOf(entry, 'put', now), now)
}

function changeOf(entry: Entry, action: Change['action'], now: Date): Change {
  const { entry_id, kind, seq, recorded_at, time_zone } = entry
  const data = action === 'put' ? entry.data : {}
  return {
    change_id: ids(now),
    entry_id,
    kind,
    action,
    schema: 1,
    base_seq: seq,
    recorded_at,
    time_zone,
    data,
  }
}

/**
 * Corrects an entry: the new `data` is on show at once and replaces whatever of it has not been sent yet.
 *
 * @param entry the version the patient was looking at; if a newer one is kept elsewhere, that one wins and
 *   this one stays visible beside it.
 */
export async function reviseEntry<K extends Kind>(
  store: Store,
  entry: Entry<K>,
  data: DataOf[K],
): Promise<void> {
  await write(store, async (tx) => {
    const row = await readRow(tx, entry.entry_id)
    if (!row) return
    const now = new Date()
    const seq = row.told || entry.seq === null ? row.entry.seq : entry.seq
    const { stale: _, ...kept } = row.entry
    const revised = { ...kept, seq, data, deleted: false } as Entry
    const rows = [
      ...(await dropOpen(tx, entry.entry_id)),
      await addRow(tx, changeOf(revised, 'put', now), now),
    ]
    await writeRow(tx, { ...row, entry: withState(revised, rows), changed_at: now.toISOString() })
  })
}

/** Removes an entry. One that never left this phone is simply gone; the server is told of any other. */
export async function removeEntry(store: Store, entryId: string): Promise<void> {
  await write(store, async (tx) => {
    const row = await readRow(tx, entryId)
    if (!row) return
    const left = await dropOpen(tx, entryId)
    if (row.entry.seq === null && left.length === 0)
      await promisify(tx.objectStore('entries').delete(entryId))
    else await removeKnown(tx, row, left)
  })
}

async function removeKnown(tx: IDBTransaction, row: DiaryRow, left: OutboxRow[]): Promise<void> {
  const now = new Date()
  const { stale: _, ...entry } = row.entry
  const rows = [...left, await addRow(tx, changeOf(row.entry, 'delete', now), now)]
  const removed = { ...entry, deleted: true } as Entry
  await writeRow(tx, { ...row, entry: withState(removed, rows), changed_at: now.toISOString() })
}

/** Takes away the changes to an entry that may still be taken away; returns those that may not. */
async function dropOpen(tx: IDBTransaction, entryId: string): Promise<OutboxRow[]> {
  const rows = await rowsOf(tx, entryId)
  for (const row of rows.filter(isOpen)) await removeRow(tx, row.order)
  return rows.filter((row) => !isOpen(row))
}

/** Gives up a change that the server refused: back to the version before it, or gone if there was none. */
export async function discardRefused(store: Store, entryId: string): Promise<void> {
  await write(store, async (tx) => {
    const row = await readRow(tx, entryId)
    if (row?.entry.state !== 'refused') return
    const left = await dropOpen(tx, entryId)
    const before = beforeRefusal(row)
    if (before) await writeRow(tx, { ...row, entry: withState(before, left), on: dayOf(before) })
    else await promisify(tx.objectStore('entries').delete(entryId))
  })
}

/** Puts away what lost against a newer version, once the patient has seen it. */
export async function dismissStale(store: Store, entryId: string): Promise<void> {
  await write(store, async (tx) => {
    const row = await readRow(tx, entryId)
    if (!row) return
    const { stale: _, ...entry } = row.entry
    await writeRow(tx, { ...row, entry: entry as Entry })
  })
}

export interface EntryFilter {
  /** First and last local day, both included. */
  from?: LocalDate
  to?: LocalDate
  kind?: Kind
}

/** The diary, newest first. Deleted entries are left out, unless something the patient wrote was lost with them. */
export async function listEntries(store: Store, filter: EntryFilter = {}): Promise<Entry[]> {
  const { from = '', to = '\uffff', kind } = filter
  const rows: DiaryRow[] = await store.transact(['entries'], 'readonly', (tx) =>
    promisify(tx.objectStore('entries').index('on').getAll(IDBKeyRange.bound(from, to))),
  )
  return rows
    .map((row) => shown(row.entry))
    .filter((entry) => (!entry.deleted || entry.stale) && (!kind || entry.kind === kind))
    .map((entry) => ({ entry, at: Date.parse(entry.recorded_at) }))
    .sort((a, b) => b.at - a.at || compare(b.entry.entry_id, a.entry.entry_id))
    .map(({ entry }) => entry)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** One entry, or null. */
export async function getEntry(store: Store, entryId: string): Promise<Entry | null> {
  const row = await store.transact(['entries'], 'readonly', (tx) => readRow(tx, entryId))
  return row ? shown(row.entry) : null
}

/** Every change that has no verdict yet, or a refusal that nobody has mended, oldest first. */
export function outboxRows(store: Store): Promise<OutboxRow[]> {
  return store.transact(['outbox'], 'readonly', async (tx) => {
    const rows: AnyRow[] = await promisify(tx.objectStore('outbox').getAll())
    return rows.filter(isChange)
  })
}
