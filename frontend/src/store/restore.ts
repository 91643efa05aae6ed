import { diaryRowsOf, draftAgain, type Loss, lossOf, type Mark, waitingAgain } from '../domain/loss'
import { announce } from './changes'
import { promisify, transact } from './idb'
import { clearKept, readKept } from './kept'
import { readMark } from './mark'
import type { KeptPlan } from './plan'
import type { Store } from './store'

/** When this database was first opened: one without it is new, or the browser has lost the one before. */
const OPENED = 'opened_at'
const LOSS = 'loss'

/**
 * Puts back what the mark has noted into a database that has just been made: what was not sent, the session in progress
 * and the plan. Done once, whoever opens it first, page or worker: the transaction that puts it back asks again.
 */
export async function restoreOnce(database: IDBDatabase, userId: string, now: Date): Promise<void> {
  if (!(await transact(database, ['kept'], 'readonly', isNew))) return
  const mark = await readMark(userId)
  const isBack = await transact(database, ['entries', 'outbox', 'kept'], 'readwrite', async (tx) => {
    if (!(await isNew(tx))) return false
    await promisify(tx.objectStore('kept').put(now.toISOString(), OPENED))
    if (mark) await putBack(tx, mark, now)
    return mark !== null
  })
  if (isBack) for (const what of ['diary', 'draft', 'plan'] as const) announce({ userId, what })
}

const isNew = async (tx: IDBTransaction): Promise<boolean> =>
  (await promisify(tx.objectStore('kept').getKey(OPENED))) === undefined

/** Rows keep their places in the outbox, by which they are noted. */
async function putBack(tx: IDBTransaction, mark: Mark<KeptPlan>, now: Date): Promise<void> {
  const [entries, outbox, kept] = ['entries', 'outbox', 'kept'].map((name) => tx.objectStore(name))
  const rows = waitingAgain(mark.rows)
  const things = { draft: draftAgain(mark), plan: mark.plan, [LOSS]: lossOf(mark, now) }
  await Promise.all([
    ...rows.map((row) => outbox && promisify(outbox.put(row))),
    ...diaryRowsOf(rows).map((row) => entries && promisify(entries.put(row))),
    ...Object.entries(things).map(([key, value]) => value && kept && promisify(kept.put(value, key))),
  ])
}

/** A loss that the person has not put away yet, or null. */
export const readLoss = (store: Store): Promise<Loss | null> => readKept<Loss>(store, LOSS)

/** Puts a loss away. */
export const clearLoss = (store: Store): Promise<void> => clearKept(store, LOSS)
