import type { LocalDate } from '../domain/clock'
import { dayOf } from '../domain/entry'
import type { Loss, Mark, Unsent } from '../domain/loss'
import { type AnyRow, type DiaryRow, isChange } from '../domain/outbox'
import type { SessionDraft } from '../domain/session'
import { shown } from '../domain/shown'
import type { Store } from './db'
import { answer } from './idb'

/**
 * A mark of what this phone keeps, laid down elsewhere than the diary: in the browser's cache, which page and worker both
 * reach and which outlives a lost database. By it a diary that comes up empty is noticed. It holds no answers: only how
 * many entries there were, and of what was not sent yet the kind and the day.
 */

const CACHE = 'footing-mark'
/** Written in turns: a browser that is killed in the middle of one has the other, which holds all that was said before. */
const MARKS = ['/mark-0', '/mark-1']
const LOSS = '/loss'
const LOCK = 'footing-mark'

/** Notes what the phone keeps now. Never fails: without a cache (private windows) there is just no mark. */
export async function keepMark(store: Store): Promise<void> {
  if (hasCache()) await alone(() => noteNext(store)).catch(() => undefined)
}

interface Noted {
  /** Rises with each note. */
  number: number
  mark: Mark
}

async function noteNext(store: Store): Promise<void> {
  const mark = await markOf(store)
  const number = ((await newest())?.number ?? 0) + 1
  await put(MARKS[number % MARKS.length] ?? '', { number, mark } satisfies Noted)
}

async function newest(): Promise<Noted | null> {
  const found = await Promise.all(MARKS.map((path) => get<Noted>(path)))
  return found.reduce((one, other) => ((other?.number ?? 0) > (one?.number ?? 0) ? other : one), null)
}

/** What the phone kept when it was last noted, or null. */
export async function readMark(): Promise<Mark | null> {
  return (await newest())?.mark ?? null
}

/** What was lost and not yet put away by the person, or null. */
export const readLoss = (): Promise<Loss | null> => get<Loss>(LOSS)

/** Remembers what was lost until the person has seen it. */
export const keepLoss = (loss: Loss): Promise<void> => put(LOSS, loss).catch(() => undefined)

/** Puts a loss away. */
export const clearLoss = (): Promise<void> => remove(LOSS)

/** Forgets what the phone kept, once its loss is remembered. */
export async function dropMark(): Promise<void> {
  for (const path of MARKS) await remove(path)
}

/** Forgets everything noted here: whoever signs out leaves nothing. */
export async function clearMark(): Promise<void> {
  await alone(async () => {
    await dropMark()
    await remove(LOSS)
  }).catch(() => undefined)
}

/** Whether a diary holds nothing and never met the server: it is new, or it was lost. */
export function isBlank(store: Store): Promise<boolean> {
  return store.transact(['entries', 'outbox', 'kept'], 'readonly', async (tx) => {
    const counts = [tx.objectStore('entries').count(), tx.objectStore('outbox').count()]
    const [entries, waiting, cursor] = await Promise.all([
      ...counts.map((request) => answer(request)),
      answer(tx.objectStore('kept').get('cursor')),
    ])
    return entries === 0 && waiting === 0 && cursor === undefined
  })
}

function markOf(store: Store): Promise<Mark> {
  return store.transact(['entries', 'outbox', 'kept'], 'readonly', async (tx) => {
    const [entries, rows, draft] = await Promise.all([
      answer<number>(tx.objectStore('entries').count()),
      answer<AnyRow[]>(tx.objectStore('outbox').getAll()),
      answer<SessionDraft | undefined>(tx.objectStore('kept').get('draft')),
    ])
    const ids = new Set(rows.filter(isChange).map(({ change }) => change.entry_id))
    const kept = [...ids].map((id) => answer<DiaryRow | undefined>(tx.objectStore('entries').get(id)))
    const unsent = (await Promise.all(kept)).flatMap((row) => (row ? [unsentOf(row)] : []))
    return { user_id: store.userId, entries, unsent, draft_on: draft ? dayOfDraft(draft) : null }
  })
}

function unsentOf({ entry }: DiaryRow): Unsent {
  const told = shown(entry)
  return { entry_id: told.entry_id, kind: told.kind, on: dayOf(told), known: entry.seq !== null }
}

const dayOfDraft = ({ started_at, time_zone }: SessionDraft): LocalDate =>
  dayOf({ kind: 'other', data: {}, recorded_at: started_at, time_zone })

/** Page and worker note in turns, so that the last word is the newest. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request(LOCK, work) : work()
}

const hasCache = (): boolean => 'caches' in globalThis

async function put(path: string, what: Noted | Loss): Promise<void> {
  if (hasCache()) await (await caches.open(CACHE)).put(path, new Response(JSON.stringify(what)))
}

async function get<T>(path: string): Promise<T | null> {
  if (!hasCache()) return null
  const found = await (await caches.open(CACHE)).match(path).catch(() => undefined)
  return (await found?.json().catch(() => null)) ?? null
}

async function remove(path: string): Promise<void> {
  if (hasCache()) await (await caches.open(CACHE)).delete(path)
}
