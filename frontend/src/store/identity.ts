import type { Me } from '../domain/person'
import { announce } from './changes'
import { answer, type Migration, openDatabase, transact } from './idb'
import { ids } from './ids'

/** Who uses this phone. Kept apart from every diary, so that the app opens without a network. */
export interface Identity {
  device_id: string
  /** The person signed in last, as the server told it; null after signing out. */
  me: Me | null
}

const MIGRATIONS: readonly Migration[] = [(database) => void database.createObjectStore('identity')]

/** Opened for each use: it is read once per start, and nothing then stands in the way of deleting it. */
async function withIdentity<T>(
  mode: 'readonly' | 'readwrite',
  work: (box: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const database = await openDatabase('footing', MIGRATIONS)
  try {
    return await transact(database, ['identity'], mode, (tx) => work(tx.objectStore('identity')))
  } finally {
    database.close()
  }
}

/** Who uses this phone. A phone seen for the first time gets its device id here. */
export function readIdentity(): Promise<Identity> {
  return withIdentity('readwrite', async (box) => {
    const known: string | undefined = await answer(box.get('device_id'))
    const device_id = known ?? ids(new Date())
    if (!known) await answer(box.put(device_id, 'device_id'))
    const me: Me | undefined = await answer(box.get('me'))
    return { device_id, me: me ?? null }
  })
}

/** Remembers who is signed in. */
export async function saveMe(me: Me): Promise<void> {
  await withIdentity('readwrite', (box) => answer(box.put(me, 'me')))
  announce({ userId: me.id, what: 'identity' })
}

/** Forgets who was signed in, and the device id with it: the next person starts on a clean phone. */
export async function forgetMe(): Promise<void> {
  const userId = (await readIdentity()).me?.id ?? ''
  await withIdentity('readwrite', (box) => answer(box.clear()))
  announce({ userId, what: 'identity' })
}
