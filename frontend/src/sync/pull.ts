import type { Api, Pulled } from '../api/patient'
import { adoptEpoch, applyPage, type Cursor, readCursor } from '../store/cursor'
import type { Store } from '../store/db'
import { readPlan, savePlan } from '../store/plan'

const PAGE = 500

/**
 * Reads what is new in the server's diary. Must run alone, after pushing.
 *
 * @returns `restored` when the server turned out to be restored from a backup: push first, then pull again.
 * @throws Offline, SignedOut, Throttled or a Problem; what was read so far is kept.
 */
export async function pullAll(store: Store, api: Api, now: Date): Promise<'current' | 'restored'> {
  for (;;) {
    const cursor = await readCursor(store)
    const page = await api.pull(cursor.after, PAGE)
    if (isAnotherLife(cursor, page)) {
      await adoptEpoch(store, page.epoch, now)
      return 'restored'
    }
    const last = page.entries.at(-1)
    await applyPage(store, page.entries, { epoch: page.epoch, after: last?.seq ?? cursor.after }, now)
    if (!page.more || !last) return 'current'
  }
}

/** Another epoch, or a server that has forgotten what we have already read. */
function isAnotherLife(cursor: Cursor, page: Pulled): boolean {
  return cursor.epoch !== null && (page.epoch !== cursor.epoch || page.head < cursor.after)
}

/** Fetches the plan if there is a newer one. */
export async function pullPlan(store: Store, api: Api, now: Date): Promise<void> {
  const kept = await readPlan(store)
  const fetched = await api.plan(kept?.etag ?? null)
  if (fetched) await savePlan(store, fetched.plan, fetched.etag, now)
}
