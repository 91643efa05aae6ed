import type { Me } from '../domain/person'
import { dropCache, getCached, putCached } from './cache'
import { announce } from './changes'
import { type Migration, openDatabase, promisify, transact } from './idb'
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

/** Where the copy lies by which a phone whose database is lost still knows whose it is. */
const COPY = { name: 'footing-person', path: '/person' } as const

/**
 * Who uses this phone. A phone seen for the first time gets its device id here; one that has lost its database takes
 * both from the copy.
 */
export async function readIdentity(): Promise<Identity> {
  const known = await withIdentity('readonly', read)
  if (known) return known
  const copied = await getCached<Identity>(COPY.name, COPY.path).catch(() => null)
  return withIdentity('readwrite', async (box) => {
    const identity = (await read(box)) ?? copied ?? { device_id: ids(new Date()), me: null }
    await promisify(box.put(identity.device_id, 'device_id'))
    if (identity.me) await promisify(box.put(identity.me, 'me'))
    return identity
  })
}

async function read(box: IDBObjectStore): Promise<Identity | null> {
  const device_id: string | undefined = await promisify(box.get('device_id'))
  const me: Me | undefined = await promisify(box.get('me'))
  return device_id === undefined ? null : { device_id, me: me ?? null }
}

/** Remembers who is signed in. */
export async function saveMe(me: Me): Promise<void> {
  const { device_id } = await readIdentity()
  await putCached(COPY.name, COPY.path, { device_id, me } satisfies Identity).catch(() => undefined)
  await withIdentity('readwrite', (box) => promisify(box.put(me, 'me')))
  announce({ userId: me.id, what: 'identity' })
}

/** Forgets who was signed in, and the device id with it: the next person starts on a clean phone. */
export async function forgetMe(): Promise<void> {
  const userId = (await readIdentity()).me?.id ?? ''
  // First, so that nothing can be taken from it once the database is empty.
  await dropCache(COPY.name).catch(() => undefined)
  await withIdentity('readwrite', (box) => promisify(box.clear()))
  announce({ userId, what: 'identity' })
}
