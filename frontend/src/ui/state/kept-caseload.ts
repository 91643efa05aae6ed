import { effect } from '@preact/signals'
import type { CaseloadRow } from '../../api/caseload'
import type { Flag } from '../../api/flags'
import { dropCaseload, type FetchedList, keepCaseload, readCaseload } from '../../store/caseload'
import { openStore, type Store } from '../../store/db'
import { me } from './session'

/** The first page of the caseload as it was shown, with what its lines are made of. */
export interface KeptCaseload extends FetchedList {
  readonly rows: readonly CaseloadRow[]
  /** The reasons to look at those who are listed. */
  readonly flags: readonly Flag[]
  /** The names of their conditions, by slug. */
  readonly conditions: Readonly<Record<string, string>>
  /** Whether the server had more than this page. */
  readonly has_more: boolean
}

/** The place of whoever is signed in. Held open, so that a sign-out in any tab closes it for good. */
let held: { userId: string; store: Promise<Store> } | null = null

effect(() => {
  if (held && me.value?.id !== held.userId) {
    held.store.then((store) => store.retire()).catch(() => undefined)
    held = null
  }
})

function place(): Promise<Store> | null {
  const userId = me.peek()?.id
  if (!userId) return null
  if (held?.userId !== userId) held = { userId, store: openStore(userId) }
  return held.store
}

/** Does `work` in the person's place; null where this browser keeps nothing or the person has left. */
async function inPlace<T>(work: (store: Store) => Promise<T>): Promise<T | null> {
  try {
    const store = await place()
    return store && (await work(store))
  } catch {
    return null
  }
}

/** Keeps the list that is on screen, in place of the one before. */
export const keepShown = (list: KeptCaseload) => inPlace((store) => keepCaseload(store, list))

/** The list that was on screen last, or null where there is none or it is older than seven days. */
export const readShown = (now: Date) => inPlace((store) => readCaseload<KeptCaseload>(store, now))

/** Removes the list: the server shows it to this person no more. */
export const dropShown = () => inPlace(dropCaseload)
