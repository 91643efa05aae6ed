import type { Store } from './db'
import { answer } from './idb'

/** Reads the one thing kept under `key`, or null. */
export async function readKept<T>(store: Store, key: string): Promise<T | null> {
  return store.transact(['kept'], 'readonly', async (tx) => {
    const found: T | undefined = await answer(tx.objectStore('kept').get(key))
    return found ?? null
  })
}

/** Keeps one thing under `key`. */
export async function writeKept(store: Store, key: string, value: unknown): Promise<void> {
  await store.transact(['kept'], 'readwrite', (tx) => answer(tx.objectStore('kept').put(value, key)))
}

/** Forgets what is kept under `key`. */
export async function clearKept(store: Store, key: string): Promise<void> {
  await store.transact(['kept'], 'readwrite', (tx) => answer(tx.objectStore('kept').delete(key)))
}
