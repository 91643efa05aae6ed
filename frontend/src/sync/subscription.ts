import type { PushApi, PushDevice } from '../api/push'

/** The part of the browser's own push manager that is used. */
export type Manager = Pick<PushManager, 'getSubscription' | 'subscribe'>
type Doors = Pick<PushApi, 'key' | 'keep' | 'drop' | 'devices'>

/** The operator has not set push up on this server. */
export class NoPush extends Error {
  override name = 'NoPush'
}

/**
 * Has this browser subscribed with the server's present key, and the server told of it. Safe to repeat: what is right
 * already stays as it is.
 *
 * @param device what it is called in the person's list of devices.
 * @throws NoPush; what the browser says when it will not subscribe (a DOMException); Offline, SignedOut or a Problem.
 */
export async function subscribe(manager: Manager, doors: Doors, device: string): Promise<PushDevice> {
  const told = await doors.key()
  if (told === null) throw new NoPush('Push is not set up here.')
  const key = bytesOf(told)
  const subscription = (await current(manager, key)) ?? (await fresh(manager, key))
  return doors.keep(subscription.toJSON(), device)
}

/** The subscription there is, if it was made with the server's present key. One of another key can never be reached. */
async function current(manager: Manager, key: Uint8Array): Promise<PushSubscription | null> {
  const found = await manager.getSubscription()
  if (!found) return null
  const its = found.options.applicationServerKey
  if (its && same(new Uint8Array(its), key)) return found
  await found.unsubscribe()
  return null
}

const fresh = (manager: Manager, key: Uint8Array<ArrayBuffer>): Promise<PushSubscription> =>
  manager.subscribe({ userVisibleOnly: true, applicationServerKey: key })

/** Ends this browser's subscription; the server is told where it can be, and else hears of it from the push service. */
export async function unsubscribe(manager: Manager, doors: Doors, deviceId: string | null): Promise<void> {
  await (await manager.getSubscription())?.unsubscribe()
  if (deviceId) await doors.drop(deviceId)
}

/** Who asked for pushes on this browser, and what the server calls it; null while it cannot be reached. */
export interface Wish {
  user: string
  device: string | null
}

/** What healing looks at. */
export interface Found {
  /** Who uses the app now. */
  user: string
  permission: NotificationPermission
  manager: Manager
  doors: Doors
  /** What this browser is called in the list of devices. */
  name: string
}

/**
 * Compares what this browser has with what the server knows, and mends it: phones drop subscriptions silently, keys
 * change, permissions are taken back. Asks the person nothing.
 *
 * @returns the wish as it stands afterwards; null when there is none any more.
 * @throws Offline, SignedOut, a Problem or a DOMException: the next start tries again.
 */
export async function heal(wish: Wish, found: Found): Promise<Wish | null> {
  const { user, permission, manager, doors, name } = found
  if (wish.user !== user) {
    // Another person's reminders have no business here; the push service will say that this browser is gone.
    await unsubscribe(manager, doors, null)
    return null
  }
  if (permission !== 'granted') {
    // What cannot be shown is better sent by mail.
    await unsubscribe(manager, doors, wish.device)
    return { user, device: null }
  }
  const known = wish.device && (await doors.devices()).find(({ id }) => id === wish.device)
  if (wish.device && !known) {
    // Taken off the list on another device: that was a wish too.
    await unsubscribe(manager, doors, null)
    return null
  }
  // The browser still holds what its push service has given up: told again, it would be given up again.
  if (known && known.close_reason === 'gone') await unsubscribe(manager, doors, known.id)
  return { user, device: (await subscribe(manager, doors, name)).id }
}

/** The bytes of base64url text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (character) => character.charCodeAt(0))
}

const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i])
