import { useState } from 'preact/hooks'
import { forgetful } from '../../parts/staff/memory'
import type { Draft } from './draft'

/** What was begun, by patient and assignment: signing in again, or a look at another page, loses nothing. Memory only. */
const begun = forgetful<Draft>()

/** The draft under a key, remembered until it is sent or dropped. */
export function useDraft(key: string) {
  const [draft, setShown] = useState<Draft | null>(() => begun.get(key) ?? null)
  const [isOld] = useState(draft !== null)
  const setDraft = (next: Draft | null) => {
    if (next) begun.set(key, next)
    else begun.delete(key)
    setShown(next)
  }
  return { draft, setDraft, isOld }
}
