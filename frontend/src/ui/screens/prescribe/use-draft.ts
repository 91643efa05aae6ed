import { useState } from 'preact/hooks'
import { dropDraftOf, keepDraftOf, readDraft } from '../../state/drafts'
import { type Draft, rekeyed } from './draft'

/**
 * The prescription that is being written under a key, a patient and perhaps an assignment. It comes back after another
 * address, a reload or a new sign-in, until it is sent or dropped. It lies in this tab only, and is wiped at sign-out.
 */
export function useDraft(about: string) {
  const key = `prescribe.${about}`
  const [draft, setShown] = useState<Draft | null>(() => {
    const kept = readDraft<Draft>('tab', key)?.value
    return kept?.steps ? rekeyed(kept as Draft) : null
  })
  const [isOld] = useState(draft !== null)
  const setDraft = (next: Draft | null) => {
    if (next) keepDraftOf('tab', key, { value: next, begun_at: new Date().toISOString() })
    else dropDraftOf('tab', key)
    setShown(next)
  }
  return { draft, setDraft, isOld }
}
