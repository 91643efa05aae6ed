import type { SessionDraft } from '../domain/session'
import { announce } from './changes'
import type { Store } from './db'
import { clearKept, readKept, writeKept } from './kept'

/** The session the patient was in the middle of, or null. */
export function readDraft(store: Store): Promise<SessionDraft | null> {
  return readKept<SessionDraft>(store, 'draft')
}

/** Keeps the session in progress, so that a reload or a killed browser loses no set. */
export async function saveDraft(store: Store, draft: SessionDraft): Promise<void> {
  await writeKept(store, 'draft', draft)
  announce({ userId: store.userId, what: 'draft' })
}

/** Forgets the session in progress: finished or given up. */
export async function clearDraft(store: Store): Promise<void> {
  await clearKept(store, 'draft')
  announce({ userId: store.userId, what: 'draft' })
}
