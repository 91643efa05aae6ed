import type { Http } from '../api/http'
import { createApi } from '../api/patient'
import { openStore } from '../store/db'
import { readIdentity } from '../store/identity'
import { runRound } from './round'
import { type RunAlone, runAlone } from './singleFlight'
import { asksPerson, outcomeOf } from './status'

/**
 * One round for whoever was signed in last, when the browser wakes the worker.
 *
 * @throws what `runRound` throws, so that the browser tries again later; not where only the person can help, as by
 *   signing in.
 */
export async function flushInBackground(http: Http, now: Date, alone: RunAlone = runAlone): Promise<void> {
  const { me, device_id: deviceId } = await readIdentity()
  if (!me?.patient) return
  const store = await openStore(me.id)
  try {
    await alone(() => runRound({ store, api: createApi(http), deviceId, now, withPlan: true }, null))
  } catch (error) {
    if (!asksPerson(outcomeOf(error))) throw error
  } finally {
    store.close()
  }
}
