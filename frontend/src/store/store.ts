import type { Mode } from './idb'

export type StoreName = 'entries' | 'outbox' | 'kept'

/** The diary of one person on this phone. */
export interface Store {
  readonly userId: string
  /**
   * Does `work` in one transaction over `stores`; resolves after the commit, and once the mark has a copy of what was
   * touched. Writes wait for each other, whatever stores they name.
   */
  transact<T>(stores: readonly StoreName[], mode: Mode, work: (tx: IDBTransaction) => Promise<T>): Promise<T>
  close(): void
  /** Closes it for good, before the diary is removed: whatever is still under way gets StoreGone and makes no new one. */
  retire(): void
}
