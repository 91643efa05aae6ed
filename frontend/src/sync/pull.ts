import type { Api, Pulled } from '../api/patient'
import { adoptEpoch, applyPage, type Cursor, readCursor, tellPulled } from '../store/cursor'
import type { Store } from '../store/db'
import { readPlan, savePlan } from '../store/plan'

const PAGE = 500
/** What a phone that begins reads before anything else: some weeks, quickly there. */
const FIRST_PAGE = 150

/** Above every number an entry can have that JavaScript tells apart. */
const TOP = Number.MAX_SAFE_INTEGER

/**
 * Reads what is new in the server's diary; on a phone that begins, only the newest page of it, see `pullOlder`. Must run
 * alone, after pushing. Listeners hear of it once.
 *
 * @returns `restored` when the server turned out to be restored from a backup: push first, then pull again.
 * @throws Offline, SignedOut, Throttled or a Problem; what was read so far is kept.
 */
export async function pullAll(store: Store, api: Api, now: Date): Promise<'current' | 'restored'> {
  let news = false
  try {
    for (;;) {
      const cursor = await readCursor(store)
      const page = await (cursor.after === 0 ? api.pullOlder(TOP, FIRST_PAGE) : api.pull(cursor.after, PAGE))
      if (serverWasReset(cursor, page)) {
        await adoptEpoch(store, page.epoch, now)
        return 'restored'
      }
      await applyPage(store, page.entries, reached(cursor, page), now)
      news ||= page.entries.length > 0
      if (isNewestFirst(cursor, page) || !page.more || page.entries.length === 0) return 'current'
    }
  } finally {
    if (news) tellPulled(store)
  }
}

/** Whether a page came in falling order; a server from before that could be asked for tells the oldest first. */
function isNewestFirst(cursor: Cursor, { entries }: Pulled): boolean {
  return cursor.after === 0 && (entries[0]?.seq ?? 0) >= (entries.at(-1)?.seq ?? 0)
}

/** How far this phone has read with the page. */
function reached(cursor: Cursor, page: Pulled): Cursor {
  const { epoch, head, more } = page
  const last = page.entries.at(-1)?.seq ?? cursor.after
  if (!isNewestFirst(cursor, page)) return { ...cursor, epoch, after: last }
  return { epoch, after: head, ...(more && { below: last }) }
}

/**
 * Reads one page of what is older than all this phone has read. Must run alone. Says nothing to listeners: whoever fills
 * in says so at the end.
 *
 * @returns whether there is more to read.
 * @throws Offline, SignedOut, Throttled or a Problem; the next try goes on where this one was.
 */
export async function pullOlder(store: Store, api: Api, now: Date): Promise<boolean> {
  const cursor = await readCursor(store)
  if (cursor.below === undefined) return false
  const page = await api.pullOlder(cursor.below, PAGE)
  // The next round finds out and begins again.
  if (page.epoch !== cursor.epoch) return false
  const { below: _, ...read } = cursor
  const last = page.entries.at(-1)?.seq
  const isMore = page.more && last !== undefined
  await applyPage(store, page.entries, isMore ? { ...read, below: last } : read, now)
  return isMore
}

/** Another epoch, or a server that has forgotten what we have already read. */
function serverWasReset(cursor: Cursor, page: Pulled): boolean {
  return cursor.epoch !== null && (page.epoch !== cursor.epoch || page.head < cursor.after)
}

/** Fetches the plan if there is a newer one. */
export async function pullPlan(store: Store, api: Api, now: Date): Promise<void> {
  const kept = await readPlan(store)
  const fetched = await api.plan(kept?.etag ?? null)
  if (fetched) await savePlan(store, fetched.plan, fetched.etag, now)
}
