import { deleteDatabase, type Mode, openDatabase, transact } from './idb'
import { note } from './mark'
import { MIGRATIONS } from './migrations'
import { restoreOnce } from './restore'
import type { Store, StoreName } from './store'
import { type Touched, touchedBy } from './touched'

export type { Store } from './store'

/**
 * Every write names this store, so that no two writes of one diary are ever under way together: the second waits, in
 * another tab or in the worker too. Chromium that is killed between two writes whose lists of stores do not overlap takes
 * the database for damaged at its next start and deletes it, with all that was saved.
 */
const COMMON: StoreName = 'kept'

const scopeOf = (stores: readonly StoreName[], mode: Mode): readonly StoreName[] =>
  mode === 'readonly' ? stores : [...new Set([...stores, COMMON])]

/** The person's diary was removed from this phone while it was open (signed out in another tab). */
export class StoreGone extends Error {
  override name = 'StoreGone'
}

const nameOf = (userId: string): string => `footing-${userId}`

/** Opens the diary of one person on this phone, making it at the first time. */
export async function openStore(userId: string): Promise<Store> {
  const connection = new Connection(userId)
  await connection.database()
  return connection
}

/** Removes everything this phone keeps of a person. Other tabs let go of it by themselves. */
export function deleteStore(userId: string): Promise<void> {
  return deleteDatabase(nameOf(userId))
}

class Connection implements Store {
  private opening: Promise<IDBDatabase> | undefined
  private gone = false

  constructor(readonly userId: string) {}

  database(): Promise<IDBDatabase> {
    if (this.gone) return Promise.reject(new StoreGone('The diary was removed from this phone.'))
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = undefined
      throw error
    })
    return this.opening
  }

  async transact<T>(stores: readonly StoreName[], mode: Mode, work: (tx: IDBTransaction) => Promise<T>) {
    let touched: ReadonlySet<Touched> = new Set()
    const result = await this.commit(stores, mode, async (tx) => {
      touched = touchedBy(tx)
      return work(tx)
    })
    await note(this, touched)
    return result
  }

  private async commit<T>(
    stores: readonly StoreName[],
    mode: Mode,
    work: (tx: IDBTransaction) => Promise<T>,
  ): Promise<T> {
    const scope = scopeOf(stores, mode)
    try {
      return await transact(await this.database(), scope, mode, work)
    } catch (error) {
      if (!isConnectionLost(error)) throw error
      // iOS drops the connection of a page it had put to sleep. Nothing was committed, so it is safe to redo.
      this.close()
      return transact(await this.database(), scope, mode, work)
    }
  }

  close(): void {
    this.opening?.then((database) => database.close()).catch(() => undefined)
    this.opening = undefined
  }

  retire(): void {
    this.gone = true
    this.close()
  }

  private async open(): Promise<IDBDatabase> {
    const database = await openDatabase(nameOf(this.userId), MIGRATIONS)
    database.onclose = () => {
      this.opening = undefined
    }
    database.onversionchange = (event) => {
      // Deleted, or wanted by a newer version of the app: never stand in its way.
      this.gone ||= event.newVersion === null
      this.close()
      database.close()
    }
    await restoreOnce(database, this.userId, new Date())
    return database
  }
}

function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof DOMException)) return false
  return error.name === 'InvalidStateError' || (error.name === 'UnknownError' && /lost/i.test(error.message))
}
