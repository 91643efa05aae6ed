import type { Entry } from '../../domain/entry'
import { me } from './session'

/**
 * Where a draft lies: on the `phone`, so that it outlives the closed app, or in this `tab` only, which is where what staff
 * write about patients stays.
 */
export type Keeper = 'phone' | 'tab'

export interface Kept<T> {
  readonly value: Partial<T>
  /** When it was begun, ISO 8601. */
  readonly begun_at: string
}

const PREFIX = 'footing.draft.'

/** Where storage is blocked, a draft lives as long as the page. */
const memory = new Map<string, string>()

const nameOf = (key: string): string => `${PREFIX}${me.value?.id ?? ''}.${key}`

/** The key of a correction. One that was begun on an older version of the entry is not put over a newer one. */
export const correctionKey = ({ entry_id, seq }: Pick<Entry, 'entry_id' | 'seq'>): string =>
  `entry.${entry_id}.${seq ?? 'new'}`

function boxes(): Storage[] {
  try {
    return [localStorage, sessionStorage]
  } catch {
    return []
  }
}

function boxOf(keeper: Keeper): Storage | undefined {
  return boxes()[keeper === 'phone' ? 0 : 1]
}

function isDraft(value: unknown): value is Kept<object> {
  return typeof value === 'object' && value !== null && 'begun_at' in value && 'value' in value
}

/** The draft under a key, or null. What cannot be read is no draft. */
export function readDraft<T>(keeper: Keeper, key: string): Kept<T> | null {
  const name = nameOf(key)
  try {
    const found: unknown = JSON.parse(boxOf(keeper)?.getItem(name) ?? memory.get(name) ?? 'null')
    return isDraft(found) ? (found as Kept<T>) : null
  } catch {
    return null
  }
}

/** Keeps a draft under a key. */
export function keepDraftOf<T>(keeper: Keeper, key: string, draft: Kept<T>): void {
  const name = nameOf(key)
  const text = JSON.stringify(draft)
  try {
    const box = boxOf(keeper)
    if (box) box.setItem(name, text)
    else memory.set(name, text)
  } catch {
    // The phone is full.
    memory.set(name, text)
  }
}

/** Forgets the draft under a key: saved, or given up. */
export function dropDraftOf(keeper: Keeper, key: string): void {
  memory.delete(nameOf(key))
  boxOf(keeper)?.removeItem(nameOf(key))
}

/**
 * Forgets every draft on this phone.
 *
 * @param but the id of a person whose drafts stay
 */
export function forgetDrafts(but?: string): void {
  memory.clear()
  const stays = (name: string) => !name.startsWith(PREFIX) || (but && name.startsWith(`${PREFIX}${but}.`))
  for (const box of boxes()) {
    for (const name of Object.keys(box).filter((one) => !stays(one))) box.removeItem(name)
  }
}
