import type { Plan } from '../domain/plan'
import { announce } from './changes'
import { readKept, writeKept } from './kept'
import type { Store } from './store'

export interface KeptPlan {
  plan: Plan
  etag: string | null
  /** When this version of it was fetched, ISO 8601. */
  fetched_at: string
}

/** The plan as this phone last heard it, or null. */
export function readPlan(store: Store): Promise<KeptPlan | null> {
  return readKept<KeptPlan>(store, 'plan')
}

/** Keeps the plan for the time without a network. */
export async function savePlan(store: Store, plan: Plan, etag: string | null, now: Date): Promise<void> {
  await writeKept(store, 'plan', { plan, etag, fetched_at: now.toISOString() } satisfies KeptPlan)
  announce({ userId: store.userId, what: 'plan' })
}

/** Notes a lift of a rest that only this phone knows of, until the server tells its own. */
export async function saveOwnLift(store: Store, now: Date): Promise<void> {
  const kept = await readPlan(store)
  if (kept) await savePlan(store, { ...kept.plan, warning_lifted_at: now.toISOString() }, kept.etag, now)
}
