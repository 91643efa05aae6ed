/**
 * The browser's cache (Cache API) as a place for small copies: page and worker both reach it, and it outlives a lost
 * database. Where there is none (private windows), nothing is kept and nothing is found.
 */

const hasCaches = (): boolean => 'caches' in globalThis

/** A cache that is there: a look at it makes none. */
const found = async (name: string): Promise<Cache | null> =>
  hasCaches() && (await caches.has(name)) ? caches.open(name) : null

/** Keeps a copy under a path of a named cache. Rejects where the phone is full. */
export async function putCached(name: string, path: string, value: unknown): Promise<void> {
  if (hasCaches()) await (await caches.open(name)).put(path, new Response(JSON.stringify(value)))
}

/** The copy under a path, or null; what cannot be read is not there. */
export async function getCached<T>(name: string, path: string): Promise<T | null> {
  const copy = await (await found(name))?.match(path)
  return ((await copy?.json().catch(() => null)) as T | undefined) ?? null
}

/** Every copy of a named cache that can be read, in no order. */
export async function allCached(name: string): Promise<unknown[]> {
  const copies = (await (await found(name))?.matchAll()) ?? []
  const read = await Promise.all(copies.map((one) => one.json().catch(() => null)))
  return read.filter((one) => one !== null)
}

/** The paths under which a named cache has a copy. */
export async function pathsCached(name: string): Promise<string[]> {
  const copies = (await (await found(name))?.keys()) ?? []
  return copies.map(({ url }) => new URL(url).pathname)
}

export async function removeCached(name: string, path: string): Promise<void> {
  await (await found(name))?.delete(path)
}

/** Removes a named cache with all its copies. */
export async function dropCache(name: string): Promise<void> {
  if (hasCaches()) await caches.delete(name)
}
