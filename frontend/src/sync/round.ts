import type { Api } from '../api/patient'
import type { Store } from '../store/db'
import { writeKept } from '../store/kept'
import { pushAnswers } from './answers'
import { pullAll, pullPlan } from './pull'
import { pushAll } from './push'

/** Somebody else is signed in than the person whose diary this is. */
export class OtherPerson extends Error {
  override name = 'OtherPerson'
}

export interface Round {
  store: Store
  api: Api
  deviceId: string
  now: Date
  /** Also look for a newer plan. */
  withPlan: boolean
}

/** A server restored twice within one round is not ours to chase. */
const TRIES = 3

/**
 * One whole exchange with the server: make sure of the person, tell what was said to reminders, send, fetch the plan, read.
 * The plan comes before the diary, since a new phone has both to fetch and today's exercises need only the plan. Must run
 * alone.
 *
 * @param checked the sign-in that was last found to be this person's; see `makeSurePerson`.
 * @returns the sign-in that was found to be this person's.
 * @throws OtherPerson, Offline, SignedOut, Throttled, NoVerdict or a Problem.
 */
export async function runRound(round: Round, checked: string | null): Promise<string | null> {
  const { store, api, deviceId, now } = round
  const signIn = await makeSurePerson(store, api, checked)
  const unanswered = await pushAnswers(store, api)
  await pushAll(store, api, deviceId, now)
  if (round.withPlan) await pullPlan(store, api, now)
  for (let tries = 1; (await pullAll(store, api, now)) === 'restored' && tries < TRIES; tries += 1) {
    await pushAll(store, api, deviceId, now)
  }
  await writeKept(store, 'synced_at', now.toISOString())
  if (unanswered) throw unanswered
  return signIn
}

/**
 * Nothing of a diary may go to, or come from, another person's account. The CSRF token changes with every
 * sign-in, so while it stays the same there is no need to ask again.
 */
async function makeSurePerson(store: Store, api: Api, checked: string | null): Promise<string | null> {
  const signIn = await api.http.csrf()
  if (signIn !== null && signIn === checked) return signIn
  const { id } = await api.me()
  if (id !== store.userId) throw new OtherPerson('Another person is signed in.')
  return signIn
}
