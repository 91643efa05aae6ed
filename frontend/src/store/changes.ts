/** What in a store has changed. Carries no health data: whoever listens reads again. */
export interface StoreChange {
  userId: string
  what: 'diary' | 'plan' | 'draft' | 'identity' | 'reminded'
}

type Listener = (change: StoreChange) => void

const listeners = new Set<Listener>()
let channel: BroadcastChannel | undefined

function openChannel(): BroadcastChannel {
  if (!channel) {
    channel = new BroadcastChannel('footing-store')
    channel.onmessage = (event: MessageEvent<StoreChange>) => tell(event.data)
  }
  return channel
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
  openChannel().postMessage(change)
  tell(change)
}
