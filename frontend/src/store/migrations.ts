import type { Migration } from './idb'

/**
 * One step per version, in order, never changed after release. No step may touch what is in the outbox:
 * it may hold what exists nowhere else.
 */
export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    const entries = database.createObjectStore('entries', { keyPath: 'entry.entry_id' })
    entries.createIndex('on', 'on')
    const outbox = database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
    outbox.createIndex('entry', 'change.entry_id')
    // Everything there is one of: plan, draft, how far we have read.
    database.createObjectStore('kept')
  },
]
