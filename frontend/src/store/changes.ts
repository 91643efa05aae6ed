/** What in a store has changed. Carries no health data: whoever listens reads again. */
export interface StoreChange {
  userId: string
  what: 'diary' | 'plan' | 'draft' | 'identity' | 'reminded'
}

type Listener = (change: StoreChange) => void

const listeners = new Set<Listener>()
let channel: BroadcastChannel | undefined

/** None where the browser blocks it with its storage: there is then nothing to tell other tabs of. */
function openChannel(): BroadcastChannel | undefined {
  try {
    channel ??= listening(new BroadcastChannel('footing-store'))
  } catch {
    channel = undefined
  }
  return channel
}

function listening(to: BroadcastChannel): BroadcastChannel {
  to.onmessage = (event: MessageEvent<StoreChange>) => tell(event.data)
  return to
}

function tell(change: StoreChange): void {
  for (const listener of listeners) listener(change)
}

/** Calls `listener` after every change made here, in another tab or in the worker. Returns how to stop it. */
export function onStoreChange(listener: Listener): () => void {
  openChannel()
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says, after the commit, that something has changed. */
export function announce(change: StoreChange): void {
  openChannel()?.postMessage(change)
  tell(change)
}
