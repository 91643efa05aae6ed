import { SignedOut } from '../../api/errors'
import type { Me } from '../../domain/person'
import { dropCaseload, readCaseload } from '../../store/caseload'
import { onStoreChange } from '../../store/changes'
import { deleteStore, openStore, type Store } from '../../store/db'
import { forgetMe, readIdentity, saveMe } from '../../store/identity'
import { clearMark, noteAll } from '../../store/mark'
import { askToKeep } from '../../sync/phone'
import { go } from '../router'
import { forgetDrafts } from './drafts'
import { appFacts } from './facts'
import { speakTo } from './language'
import { sendNow, stopSending } from './sending'
import { api, headless } from './server'
import { keepsNothing, me, standing, store } from './session'
import { dropSmall, keepSmall, readSmall } from './small-store'
import { forgetZoneAsked } from './zone-asked'

/** The person who is signing out, from the tap until this phone is wiped and the server told. */
const LEAVING = 'footing.leaving'
/** How long a sign-out waits for the server, in milliseconds; nothing of the person is on the phone by then. */
const FAREWELL_MS = 5000

/** The diary of a person, or null where this browser lets nothing be kept; the screens of the diary say so. */
async function openDiary(userId: string): Promise<Store | null> {
  const opened = await openStore(userId).catch(noteBlocked)
  if (!opened) return null
  // Nothing waits for them: the one makes up for what was broken off, the other removes a list that is too old.
  void noteAll(opened)
  void readCaseload(opened, new Date()).catch(() => undefined)
  return opened
}

function noteBlocked(): null {
  keepsNothing.value = true
  return null
}

/** Who this browser knows; nobody where it keeps nothing. */
async function knownHere(): Promise<Me | null> {
  return (await readIdentity().catch(noteBlocked))?.me ?? null
}

/** Shows the app to a person. Only a patient has a diary on this phone. */
async function onSignedIn(person: Me): Promise<void> {
  await speakTo(person)
  if (person.patient && store.value?.userId !== person.id) {
    store.value = await openDiary(person.id)
  }
  if (!person.patient) store.value = null
  me.value = person
  standing.value = 'in'
}

function onSignedOut(): void {
  void speakTo(null)
  store.value = null
  me.value = null
  standing.value = 'out'
}

/** Takes in who has just signed in, or what has changed about that person. */
export async function enter(person: Me): Promise<void> {
  const former = me.value
  const fresh = former?.id !== person.id
  if (former && fresh) await dropWork(former)
  dropSmall(LEAVING)
  forgetDrafts(person.id)
  // Shown first: the other tabs, and this one, hear of what is saved.
  await onSignedIn(person)
  await saveMe(person).catch(noteBlocked)
  if (fresh && person.patient) void askToKeep()
  await sendNow()
}

/** Asks the server again who is signed in. */
export async function refreshMe(): Promise<void> {
  await enter(await api.me())
}

async function tellServer(): Promise<boolean> {
  const told = await headless.signOut().catch(() => null)
  if (told) dropSmall(LEAVING)
  return told !== null
}

/** Who uses this phone: first from the phone itself, so that the app opens without a network, then from the server. */
export async function startAccount(): Promise<void> {
  onStoreChange(({ what }) => {
    if (what === 'identity') void followOtherTabs()
  })
  const leaving = readSmall(LEAVING)
  if (leaving !== null) {
    await wipe(leaving)
    if (!(await farewell())) return onSignedOut()
  }
  const known = await knownHere()
  if (known) await onSignedIn(known)
  else if (!(await isSignedInThere())) return onSignedOut()
  await refreshMe().catch(async (error: unknown) => {
    const isRefused = error instanceof SignedOut
    // A patient goes on without a network or a session. Staff need the session, and a stranger must sign in.
    if (!known || (isRefused && !known.patient)) onSignedOut()
    if (known && isRefused) await dropWork(known)
  })
}

/** Removes what this phone keeps of other people's records. A person's own diary stays. */
async function dropWork(person: Me): Promise<void> {
  const own = store.value
  if (!person.patient) await removeDiary(person.id).catch(() => undefined)
  else if (own?.userId === person.id) await dropCaseload(own).catch(() => undefined)
}

/** Asked where a refusal is no error: who opens the app for the first time is signed in nowhere. */
async function isSignedInThere(): Promise<boolean> {
  const facts = await appFacts().catch(() => null)
  return facts?.signed_in === true
}

/** Signed out or changed person in another tab: this one follows. */
async function followOtherTabs(): Promise<void> {
  const known = await knownHere()
  if (known?.id === me.value?.id) return
  if (known) await onSignedIn(known)
  else {
    forgetDrafts()
    onSignedOut()
  }
}

/**
 * Ends the sign-in, and nothing else, so that the person can show again who they are. What is on this phone stays.
 *
 * @param next where to go after signing in
 */
export async function signInAgain(next: string): Promise<void> {
  await headless.signOut()
  go(`/signin?next=${encodeURIComponent(next)}`)
}

/**
 * Signs out and leaves nothing of the person on this phone, whether or not the server answers: it is told afterwards, and
 * else at the next start. A sign-out that was broken off is finished then, before anything is shown.
 */
export async function leave(): Promise<void> {
  const userId = me.value?.id ?? ''
  keepSmall(LEAVING, userId)
  await wipe(userId)
  await farewell()
}

/** Removes all that this phone keeps of a person. May be done again. */
async function wipe(userId: string): Promise<void> {
  forgetDrafts()
  forgetZoneAsked()
  void stopSending()
  store.value?.retire()
  // The name that an earlier version noted here was none.
  const known = (await knownHere())?.id
  if (!keepsNothing.value) await forgetMe()
  onSignedOut()
  if (keepsNothing.value) return
  for (const one of new Set([userId, known])) if (one) await removeDiary(one)
}

/** The mark goes first, so that nothing is put back from it, and once more, for what the worker was just writing. */
async function removeDiary(userId: string): Promise<void> {
  await clearMark(userId)
  await deleteStore(userId)
  await clearMark(userId)
}

/** Tells the push service and the server. False where they did not answer in time. */
async function farewell(): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), FAREWELL_MS))
  // Whatever comes of it, the sign-out goes on: the push service will say that this phone is gone.
  const stopped = import('./push').then(({ stopForGood }) => stopForGood()).catch(() => undefined)
  return Promise.race([stopped.then(tellServer), late])
}
