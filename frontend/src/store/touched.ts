/** What of the mark a write has to do with: a place in the outbox, or something that is kept under a key. */
export type Touched = number | NotedKey

/** What is noted of the store `kept`, where everything is one of a kind. */
export const NOTED_KEYS = ['draft', 'plan'] as const
export type NotedKey = (typeof NOTED_KEYS)[number]

const NOTED: readonly string[] = NOTED_KEYS
export const isNotedKey = (key: string): key is NotedKey => NOTED.includes(key)

const touchedIn = new WeakMap<IDBTransaction, Set<Touched>>()

/** What a transaction has touched, now and later. */
export function touchedBy(tx: IDBTransaction): ReadonlySet<Touched> {
  return setOf(tx)
}

/** Says that a transaction writes or removes what the mark is to follow. */
export function touch(tx: IDBTransaction, what: Touched): void {
  setOf(tx).add(what)
}

function setOf(tx: IDBTransaction): Set<Touched> {
  const found = touchedIn.get(tx) ?? new Set()
  touchedIn.set(tx, found)
  return found
}
