import { promisify } from './idb'
import type { Store } from './store'
import { isNotedKey, touch } from './touched'

/** Reads the one thing kept under `key`, or null. */
export async function readKept<T>(store: Store, key: string): Promise<T | null> {
  return store.transact(['kept'], 'readonly', async (tx) => {
    const found: T | undefined = await promisify(tx.objectStore('kept').get(key))
    return found ?? null
  })
}

/** Keeps one thing under `key`. */
export function writeKept(store: Store, key: string, value: unknown): Promise<void> {
  return changeKept(store, key, (box) => box.put(value, key))
}

/** Forgets what is kept under `key`. */
export function clearKept(store: Store, key: string): Promise<void> {
  return changeKept(store, key, (box) => box.delete(key))
}

async function changeKept(
  store: Store,
  key: string,
  change: (box: IDBObjectStore) => IDBRequest,
): Promise<void> {
  await store.transact(['kept'], 'readwrite', async (tx) => {
    await promisify(change(tx.objectStore('kept')))
    if (isNotedKey(key)) touch(tx, key)
  })
}
