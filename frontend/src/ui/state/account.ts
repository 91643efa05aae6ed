import { SignedOut } from '../../api/errors'
import type { Me } from '../../domain/person'
import { onStoreChange } from '../../store/changes'
import { deleteStore, openStore } from '../../store/db'
import { forgetMe, readIdentity, saveMe } from '../../store/identity'
import { askToKeep } from '../../sync/phone'
import { go } from '../router'
import { forgetDrafts } from './drafts'
import { appFacts } from './facts'
import { sendNow, stopSending } from './sending'
import { api, headless } from './server'
import { me, standing, store } from './session'

/** Set while a sign-out could not be told to the server yet. */
const LEAVING = 'footing.leaving'

/** Shows the app to a person. Only a patient has a diary on this phone. */
async function settleIn(person: Me): Promise<void> {
  if (person.patient && store.value?.userId !== person.id) store.value = await openStore(person.id)
  if (!person.patient) store.value = null
  me.value = person
  standing.value = 'in'
}

function showOut(): void {
  store.value = null
  me.value = null
  standing.value = 'out'
}

/** Takes in who has just signed in, or what has changed about that person. */
export async function enter(person: Me): Promise<void> {
  const fresh = me.value?.id !== person.id
  forgetDrafts(person.id)
  // Shown first: the other tabs, and this one, hear of what is saved.
  await settleIn(person)
  await saveMe(person)
  if (fresh && person.patient) void askToKeep()
  await sendNow()
}

/** Asks the server anew who is signed in. */
export async function refreshMe(): Promise<void> {
  await enter(await api.me())
}

async function tellServer(): Promise<boolean> {
  const told = await headless.signOut().catch(() => null)
  if (told) localStorage.removeItem(LEAVING)
  return told !== null
}

/** Who uses this phone: first from the phone itself, so that the app opens without a network, then from the server. */
export async function startAccount(): Promise<void> {
  onStoreChange(({ what }) => {
    if (what === 'identity') void followOtherTabs()
  })
  const isLeaving = localStorage.getItem(LEAVING) !== null
  if (isLeaving && !(await tellServer())) return showOut()
  const known = (await readIdentity()).me
  if (known) await settleIn(known)
  else if (!(await isSignedInThere())) return showOut()
  await refreshMe().catch((error: unknown) => {
    // A patient goes on without a network or a session. Staff cannot, and a stranger must sign in.
    if (!known || (error instanceof SignedOut && !known.patient)) showOut()
  })
}

/** Asked where a refusal is no error: who opens the app for the first time is signed in nowhere. */
async function isSignedInThere(): Promise<boolean> {
  const facts = await appFacts().catch(() => null)
  return facts?.signed_in === true
}

/** Signed out or changed person in another tab: this one follows. */
async function followOtherTabs(): Promise<void> {
  const known = (await readIdentity()).me
  if (known?.id === me.value?.id) return
  if (known) await settleIn(known)
  else {
    forgetDrafts()
    showOut()
  }
}

/**
 * Ends the sign-in, and nothing else, so that the person can show anew who they are. What is on this phone stays.
 *
 * @param next where to go after signing in
 */
export async function signInAgain(next: string): Promise<void> {
  await headless.signOut()
  go(`/signin?next=${encodeURIComponent(next)}`)
}

/**
 * Signs out and leaves nothing of the person on this phone. Without a network the server is told at the next start, before
 * anything else.
 */
export async function leave(): Promise<void> {
  const userId = me.value?.id
  localStorage.setItem(LEAVING, '1')
  forgetDrafts()
  await stopSending()
  // Whatever comes of it, the sign-out goes on: the push service will say that this phone is gone.
  await import('./push').then(({ stopForGood }) => stopForGood()).catch(() => undefined)
  await tellServer()
  store.value?.close()
  await forgetMe()
  showOut()
  if (userId) await deleteStore(userId)
}
