import type { Me } from '../domain/person'
import { openStore, type Store } from '../store/db'
import { readIdentity } from '../store/identity'

/**
 * Does `work` with the diary of whoever was signed in last on this phone.
 *
 * @returns false where there is nobody with a diary.
 */
export async function withStore(work: (store: Store, me: Me) => Promise<void>): Promise<boolean> {
  const { me } = await readIdentity()
  if (!me?.patient) return false
  const store = await openStore(me.id)
  try {
    await work(store, me)
  } finally {
    store.close()
  }
  return true
}
