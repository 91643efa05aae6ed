import { computed, effect, signal } from '@preact/signals'
import { AT_REST, type SyncStatus } from '../../sync/status'
import { type Sync, startSync } from '../../sync/sync'
import { registerWorker, type WorkerLink } from '../../sync/worker-link'
import { go } from '../router'
import { language } from '../words/formats'
import { api } from './server'
import { store } from './session'

/** How the diary and the server stand to each other. */
export const sending = signal<SyncStatus>(AT_REST)
export const isOffline = computed(() => !sending.value.online)
/** Signed out by the server, or another person's session: everything waits for the next sign-in. */
export const isLapsed = computed(() => sending.value.signedOut || sending.value.error === 'other_person')

/** A newer version of the app waits for consent. */
export const updateReady = signal(false)

let sync: Sync | null = null
let worker: WorkerLink | null = null

/** Keeps whichever diary is open in step with the server. */
export function startSending(): void {
  effect(() => {
    const from = store.value
    // The plan is asked for anew in the next language.
    void language.value
    void sync?.stop()
    sync = from && startSync(from, api)
    sync?.status.subscribe((status) => {
      sending.value = status
    })
    if (!sync) sending.value = AT_REST
  })
}

/** Whether the worker keeps the app on this phone already. */
export const hasWorker = (): boolean => Boolean(navigator.serviceWorker?.controller)

/** Registers the worker that keeps the app on this phone. */
export function startWorker(): void {
  worker = registerWorker(go)
  worker.updateReady.subscribe((isReady) => {
    updateReady.value = isReady
  })
}

/** Tries to send and read now; resolves when the try is over. */
export const sendNow = () => sync?.flush() ?? Promise.resolve()

/** Ends sending for good, before the diary leaves this phone. */
export async function stopSending(): Promise<void> {
  await sync?.stop()
  sync = null
}

export const applyUpdate = () => worker?.applyUpdate()
