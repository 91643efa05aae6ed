import { createHttp } from '../api/http'
import { OUTBOX_LOCK } from '../sync/alone'
import { flushInBackground } from '../sync/background'
import { BACKGROUND_TAG, type WorkerMessage } from '../sync/worker-link'
import { dropOldShells, fillShell, fromShell } from './shell-cache'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => event.waitUntil(fillShell()))

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

interface CookieReader {
  get(name: string): Promise<{ value: string } | null>
}

async function flush(): Promise<void> {
  const { cookieStore } = self as unknown as { cookieStore?: CookieReader }
  // Without the token nothing can be sent from here; the page will do it.
  if (!cookieStore) return
  const csrf = async () => (await cookieStore.get('csrftoken'))?.value ?? null
  await flushInBackground(createHttp({ csrf }), new Date())
}
