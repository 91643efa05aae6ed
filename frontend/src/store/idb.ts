/** The few things we need of IndexedDB, as promises. A transaction has happened only in `oncomplete`. */

export type Mode = 'readonly' | 'readwrite'

/** A request as a promise of its result. */
export function promisify<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Opens a database, building it up from the version it has to `version` with one migration after the other. */
export function openDatabase(name: string, migrations: readonly Migration[]): Promise<IDBDatabase> {
  const request = indexedDB.open(name, migrations.length)
  request.onupgradeneeded = (event) => {
    const { transaction, result } = request
    if (!transaction) return
    for (const migrate of migrations.slice(event.oldVersion)) migrate(result, transaction)
  }
  return promisify(request)
}

export type Migration = (database: IDBDatabase, transaction: IDBTransaction) => void

/**
 * Does `work` in one transaction and resolves only when it has been committed. A failure anywhere takes
 * the whole of it back.
 */
export function transact<T>(
  database: IDBDatabase,
  stores: readonly string[],
  mode: Mode,
  work: (transaction: IDBTransaction) => Promise<T>,
): Promise<T> {
  // `strict`: "saved" is said to a person only once the phone has written it down.
  const transaction = database.transaction([...stores], mode, { durability: 'strict' })
  const committed = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'))
  })
  const worked = work(transaction).catch((error: unknown) => {
    abort(transaction)
    throw error
  })
  // The cause comes first: an abort that `work` brought about says nothing by itself.
  committed.catch(() => undefined)
  return worked.then((result) => committed.then(() => result))
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It was over already.
  }
}

/** Deletes a database; waits until every tab has let go of it. */
export function deleteDatabase(name: string): Promise<void> {
  return promisify(indexedDB.deleteDatabase(name)).then(() => undefined)
}
