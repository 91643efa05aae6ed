import type { Mark } from '../domain/loss'
import type { AnyRow } from '../domain/outbox'
import type { SessionDraft } from '../domain/session'
import { allCached, dropCache, getCached, pathsCached, putCached, removeCached } from './cache'
import { promisify } from './idb'
import type { KeptPlan } from './plan'
import type { Store } from './store'
import { isNotedKey, NOTED_KEYS, type NotedKey, type Touched } from './touched'

/**
 * The mark: a copy of what this phone has not sent yet, of the session in progress and of the plan, laid down elsewhere
 * than the diary, in the browser's cache, which outlives a lost database. Each row of the outbox is a copy of its own, so
 * that a save costs the same however much is waiting.
 */

const nameOf = (userId: string): string => `footing-mark-${userId}`
/** The mark of earlier versions, one for whoever used the phone. */
const FORMER = 'footing-mark'
const LOCK = 'footing-mark'
/** Tells a phone whose diary was lost from one that never had any. */
const OPENED = '/opened'

const OUTBOX = '/outbox/'
const pathOf = (order: number): string => `${OUTBOX}${order}`
const orderIn = (path: string): number => Number(path.slice(OUTBOX.length))

/** A value in one of two places written in turns: a browser that is killed in the middle of a write has the other. */
interface Slot {
  readonly key: NotedKey
  /** Rises with each write. */
  readonly number: number
  readonly value: unknown
}

const slotsOf = (key: NotedKey): readonly string[] => [`/${key}-0`, `/${key}-1`]

/** Lays down what a write has touched, once it is committed. Never fails: a save stands without its copy. */
export async function note(store: Store, touched: ReadonlySet<Touched>): Promise<void> {
  if (touched.size > 0) await alone(() => noteNow(store, [...touched])).catch(() => undefined)
}

/** Brings the whole mark in line with the diary: at a start, for what was broken off, and after an upgrade. */
export async function noteAll(store: Store): Promise<void> {
  await alone(async () => {
    const name = nameOf(store.userId)
    const copied = (await pathsCached(name)).filter((path) => path.startsWith(OUTBOX)).map(orderIn)
    const rows = await store.transact(['outbox'], 'readonly', (tx) =>
      promisify(tx.objectStore('outbox').getAllKeys()),
    )
    const differing = symmetricDifference(new Set(copied), new Set(rows.map(Number)))
    await noteNow(store, [...differing, ...NOTED_KEYS])
    await putCached(name, OPENED, {})
    await dropCache(FORMER)
  }).catch(() => undefined)
}

const symmetricDifference = (one: ReadonlySet<number>, other: ReadonlySet<number>): number[] => [
  ...[...one].filter((order) => !other.has(order)),
  ...[...other].filter((order) => !one.has(order)),
]

/** Read again under the lock, so that the last copy is of the newest state, whoever wrote it. */
async function noteNow(store: Store, touched: readonly Touched[]): Promise<void> {
  const found = await store.transact(['outbox', 'kept'], 'readonly', (tx) =>
    Promise.all(touched.map(async (what) => ({ what, value: await readTouched(tx, what) }))),
  )
  const name = nameOf(store.userId)
  const isRow = ({ what }: { what: Touched }) => typeof what === 'number'
  // A finished session is there before its draft goes.
  await Promise.all(found.filter(isRow).map(({ what, value }) => copy(name, what, value)))
  await Promise.all(found.filter((one) => !isRow(one)).map(({ what, value }) => copy(name, what, value)))
}

function readTouched(tx: IDBTransaction, what: Touched): Promise<unknown> {
  return promisify(tx.objectStore(typeof what === 'number' ? 'outbox' : 'kept').get(what))
}

function copy(name: string, what: Touched, value: unknown): Promise<void> {
  if (typeof what !== 'number') return copyToSlot(name, what, value ?? null)
  return value === undefined ? removeCached(name, pathOf(what)) : putCached(name, pathOf(what), value)
}

async function copyToSlot(name: string, key: NotedKey, value: unknown): Promise<void> {
  const slots = slotsOf(key)
  const before = newestOf(await Promise.all(slots.map((path) => getCached<Slot>(name, path))))
  if (JSON.stringify(before?.value ?? null) === JSON.stringify(value)) return
  const number = (before?.number ?? 0) + 1
  await putCached(name, slots[number % slots.length] ?? '', { key, number, value } satisfies Slot)
}

const newestOf = (slots: readonly (Slot | null)[]): Slot | null =>
  slots.reduce((one, other) => ((other?.number ?? 0) > (one?.number ?? 0) ? other : one), null)

const isRow = (copied: object): copied is AnyRow => 'order' in copied
const isSlot = (copied: object): copied is Slot => 'key' in copied && isNotedKey(String(copied.key))

/**
 * What is noted of a person's diary.
 *
 * @returns null where this phone never had that diary, or its browser keeps no copies.
 */
export async function readMark(userId: string): Promise<Mark<KeptPlan> | null> {
  const copied = (await allCached(nameOf(userId)).catch(() => [])) as object[]
  if (copied.length === 0) return null
  const slots = copied.filter(isSlot)
  const noted = <T>(wanted: NotedKey) =>
    (newestOf(slots.filter(({ key }) => key === wanted))?.value ?? null) as T | null
  return {
    rows: copied.filter(isRow).sort((one, other) => one.order - other.order),
    draft: noted<SessionDraft>('draft'),
    plan: noted<KeptPlan>('plan'),
  }
}

/** Forgets everything noted of a person: whoever signs out leaves nothing. */
export async function clearMark(userId: string): Promise<void> {
  await alone(async () => {
    await dropCache(nameOf(userId))
    await dropCache(FORMER)
  }).catch(() => undefined)
}

/** Page and worker note in turns. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request(LOCK, work) : work()
}
