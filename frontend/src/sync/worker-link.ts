import { type ReadonlySignal, type Signal, signal } from './signal'

/** The page's side of the service worker. */
export interface WorkerLink {
  /** True once a newer version of the app is ready and waits for the person's consent. */
  readonly updateReady: ReadonlySignal<boolean>
  /** Takes the newer version; the page reloads with it once nothing is in flight. */
  applyUpdate(): void
}

/** What the page may say to the worker. */
export type WorkerMessage = { type: 'SKIP_WAITING' } | { type: 'READER'; language: string; isStaff: boolean }

/** What the worker may say to a page: a notification was tapped, show this screen (path and query). */
export type PageMessage = { type: 'OPEN'; path: string }

/** The name under which the browser wakes the worker when there is a network again. */
export const BACKGROUND_TAG = 'footing-outbox'

/** Has the words of a language kept for times without network, where a worker is at work; a later one sees to it itself. */
export function keepLanguage(language: string): void {
  const message: WorkerMessage = { type: 'READER', language, isStaff: false }
  navigator.serviceWorker?.controller?.postMessage(message)
}

/** Has the staff's screens kept for times without network, with their words in one language, once a worker is at work. */
export async function keepStaffScreens(language: string): Promise<void> {
  const message: WorkerMessage = { type: 'READER', language, isStaff: true }
  const registration = await navigator.serviceWorker?.ready
  registration?.active?.postMessage(message)
}

const HOUR = 60 * 60_000

/** Registers the worker, watches for newer versions of the app, and goes where a tapped notification leads. */
export function registerWorker(open: (path: string) => void): WorkerLink {
  const updateReady = signal(false)
  let waiting: ServiceWorker | null = null
  const found = (worker: ServiceWorker | null) => {
    waiting = worker
    updateReady.set(worker !== null)
  }
  if ('serviceWorker' in navigator && import.meta.env.PROD) {
    reloadWithNextVersion(updateReady)
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
      if (data?.type === 'OPEN') open(data.path)
    })
    // Without a worker (private windows, full disks) the app works too, only not without a network.
    register(found).catch(() => undefined)
  }
  const message: WorkerMessage = { type: 'SKIP_WAITING' }
  return { updateReady, applyUpdate: () => waiting?.postMessage(message) }
}

async function register(found: (worker: ServiceWorker) => void): Promise<void> {
  const registration = await navigator.serviceWorker.register(scriptUrl('/sw.js'), { updateViaCache: 'none' })
  if (registration.waiting && registration.active) found(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const next = registration.installing
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && registration.active) found(next)
    })
  })
  setInterval(() => registration.update().catch(() => undefined), HOUR)
}

/**
 * The tab that consented reloads at once. Any other is in the middle of something: it reloads when it is
 * next out of sight.
 */
function reloadWithNextVersion(updateReady: Signal<boolean>): void {
  // The very first worker takes over a page that is already of its version.
  let isFirst = navigator.serviceWorker.controller === null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (isFirst) {
      isFirst = false
      return
    }
    updateReady.set(false)
    if (document.visibilityState === 'visible' && document.hasFocus()) location.reload()
    else document.addEventListener('visibilitychange', () => location.reload(), { once: true })
  })
}

interface ScriptPolicy {
  createScriptURL(url: string): string
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptPolicy
}

/** The address of a script of our own build: the strict policy of the page wants it vouched for. */
export function scriptUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('footing-worker', { createScriptURL: (asked) => asked })
  return policy ? policy.createScriptURL(url) : url
}

interface BackgroundRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> }
}

/** Asks the browser, where it can, to wake the worker when there is a network again. */
export function askBackground(): void {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.ready
    .then((registration: BackgroundRegistration) => registration.sync?.register(BACKGROUND_TAG))
    // Refused by the person's settings: the page's own triggers remain.
    .catch(() => undefined)
}
