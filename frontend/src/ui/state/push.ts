import { signal } from '@preact/signals'
import { createPushApi } from '../../api/push'
import { heal, subscribe, unsubscribe, type Wish } from '../../sync/subscription'
import { deviceWords } from '../words/device'
import { type PushStanding, standingOf } from './push-standing'
import { http } from './server'
import { me } from './session'
import { dropSmall, keepSmall, readSmall } from './small-store'

export const pushApi = createPushApi(http)

/** How this browser stands to push; null until it has been looked at. */
export const standing = signal<PushStanding | null>(null)
/** What the server calls this browser's subscription. */
export const ownDevice = signal<string | null>(null)

const KEY = 'footing.push'

function wish(): Wish | null {
  try {
    return JSON.parse(readSmall(KEY) ?? 'null') as Wish | null
  } catch {
    return null
  }
}

function keepWish(kept: Wish | null): void {
  if (kept) keepSmall(KEY, JSON.stringify(kept))
  else dropSmall(KEY)
  ownDevice.value = kept?.device ?? null
}

const isSupported = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis

function isStandalone(): boolean {
  return (
    matchMedia('(display-mode: standalone)').matches ||
    ('standalone' in navigator && navigator.standalone === true)
  )
}

/** How long a worker may take to be ready, in milliseconds; where none was let in, it never is. */
const READY_MS = 10_000

async function manager(): Promise<PushManager> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new DOMException('No worker is ready.', 'InvalidStateError')), READY_MS)
  })
  return (await Promise.race([navigator.serviceWorker.ready, late])).pushManager
}

/** Looks how this browser stands to push. */
export async function look(): Promise<void> {
  const supported = isSupported()
  const mine = wish()?.user === me.value?.id
  // A page without a worker yet has no subscription either; nobody should wait for it.
  const registration = supported ? await navigator.serviceWorker.getRegistration() : undefined
  const found = await registration?.pushManager.getSubscription()
  ownDevice.value = mine ? (wish()?.device ?? null) : null
  standing.value = standingOf({
    agent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    standalone: isStandalone(),
    supported,
    permission: supported ? Notification.permission : 'default',
    subscribed: mine && Boolean(found),
  })
}

/**
 * Asks for permission and has this browser subscribed. To be called from a tap: browsers ask only then.
 *
 * @returns how this browser stands afterwards; `denied` and `off` when the person did not agree.
 * @throws Offline, SignedOut, a Problem, or the browser's own DOMException.
 */
export async function turnOn(): Promise<PushStanding | null> {
  const person = me.value
  const permission = await Notification.requestPermission()
  if (!person || permission !== 'granted') {
    await look()
    return standing.value
  }
  const device = await subscribe(await manager(), pushApi, deviceWords(navigator.userAgent))
  keepWish({ user: person.id, device: device.id })
  standing.value = 'on'
  return 'on'
}

/** Ends pushes to this browser. */
export async function turnOff(): Promise<void> {
  const device = wish()?.device ?? null
  keepWish(null)
  await unsubscribe(await manager(), pushApi, device).finally(look)
}

async function healFor(user: string): Promise<void> {
  const kept = wish()
  if (!kept || !isSupported()) return
  const { permission } = Notification
  const name = deviceWords(navigator.userAgent)
  keepWish(await heal(kept, { user, permission, manager: await manager(), doors: pushApi, name }))
}

/** Heals this browser's subscription once for each person who uses it while the page lives. */
export function startHealing(): void {
  let healed: string | null = null
  me.subscribe((person) => {
    if (!person || person.id === healed) return
    healed = person.id
    // Without network: at the next start.
    void healFor(person.id).catch(() => undefined)
  })
}

/** Before signing out: nobody else who uses this phone is to see this person's reminders. */
export async function stopForGood(): Promise<void> {
  if (wish()) await turnOff()
}
