import { OUTBOX_LOCK } from '../sync/singleFlight'
import { BACKGROUND_TAG, type WorkerMessage } from '../sync/worker-link'
import { flush } from './flush'
import { readerHere } from './language'
import { resubscribe } from './resubscribe'
import { dropOldShells, fillShell, fillUp, fromShell } from './shell-cache'
import { show } from './show'
import { tapped } from './tap'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => event.waitUntil(readerHere().then(fillShell)))

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const answer = fromShell(event.request, self.location.origin)
  if (answer) event.respondWith(answer)
})

self.addEventListener('message', (event) => {
  const message = event.data as WorkerMessage
  if (message.type === 'SKIP_WAITING') event.waitUntil(takeOver())
  if (message.type === 'READER') event.waitUntil(fillUp(message))
})

/** The person has agreed to the new version; it takes over only once nothing is in flight. */
function takeOver(): Promise<void> {
  return navigator.locks.request(OUTBOX_LOCK, () => self.skipWaiting())
}

interface SyncEvent extends ExtendableEvent {
  tag: string
}

self.addEventListener('sync', (event) => {
  const { tag, waitUntil } = event as SyncEvent
  if (tag === BACKGROUND_TAG) waitUntil.call(event, flush())
})

self.addEventListener('push', (event) => {
  event.waitUntil(show(self, event.data?.text() ?? null, new Date()))
})

self.addEventListener('notificationclick', (event) => {
  event.waitUntil(tapped(self, event.notification, event.action, new Date()))
})

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(resubscribe(self.registration))
})
