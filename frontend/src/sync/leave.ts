import { Offline } from '../api/errors'
import type { Headless } from '../api/headless'
import { deleteStore, type Store } from '../store/db'
import { forgetMe, readIdentity } from '../store/identity'
import type { Sync } from './sync'

/**
 * Signs out and leaves nothing of the person behind on this phone, unsent entries included: ask before.
 * Works without a network; the server is then told at the next start, see `finishLeaving`.
 */
export async function leave(store: Store, sync: Sync, headless: Headless): Promise<void> {
  await sync.stop()
  const told = await tell(headless)
  store.close()
  await forgetMe(!told)
  await deleteStore(store.userId)
}

/**
 * To be called at every start before anything is asked of the server: ends the session that signing out
 * without a network had to leave open. Without a network it stays to be done.
 *
 * @returns false while the server has still to be told: show the sign-in screen and nobody's diary.
 */
export async function finishLeaving(headless: Headless): Promise<boolean> {
  if (!(await readIdentity()).leaving) return true
  const told = await tell(headless)
  if (told) await forgetMe()
  return told
}

async function tell(headless: Headless): Promise<boolean> {
  try {
    await headless.signOut()
    return true
  } catch (error) {
    if (error instanceof Offline) return false
    throw error
  }
}
