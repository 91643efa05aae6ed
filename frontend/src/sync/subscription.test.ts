import { beforeEach, describe, expect, it } from 'vitest'
import type { PushDevice } from '../api/push'
import { bytesOf, heal, type Manager, NoPush, subscribe, unsubscribe } from './subscription'

const KEY = 'BAEC-_8'
const OTHER_KEY = 'BAED-_8'
const NAME = 'Phone, Chrome'

/** The browser's side: what it has, and with which key each subscription was made. */
class PushClient {
  held: { key: Uint8Array; endpoint: string } | null = null
  made = 0

  readonly manager = {
    getSubscription: async () => this.held && this.shown(this.held),
    subscribe: async ({ applicationServerKey }: PushSubscriptionOptionsInit) => {
      this.made += 1
      this.held = { key: applicationServerKey as Uint8Array, endpoint: `https://push.test/${this.made}` }
      return this.shown(this.held)
    },
  } as unknown as Manager

  private shown({ key, endpoint }: { key: Uint8Array; endpoint: string }): unknown {
    return {
      options: { applicationServerKey: key.buffer },
      toJSON: () => ({ endpoint }),
      unsubscribe: async () => {
        this.held = null
        return true
      },
    }
  }
}

/** The server's side. */
class PushServer {
  publicKey: string | null = KEY
  readonly known = new Map<string, { endpoint: string; name: string }>()
  /** What the push service has given up. */
  readonly gone = new Set<string>()

  readonly doors = {
    key: async () => this.publicKey,
    keep: async ({ endpoint = '' }: PushSubscriptionJSON, name: string) => {
      const id = `device of ${endpoint}`
      this.known.set(id, { endpoint, name })
      return { id, endpoint } as PushDevice
    },
    drop: async (id: string) => void this.known.delete(id),
    devices: async () =>
      [...this.known.keys()].map(
        (id) => ({ id, close_reason: this.gone.has(id) ? 'gone' : '' }) as PushDevice,
      ),
  }
}

let phone: PushClient
let server: PushServer

beforeEach(() => {
  phone = new PushClient()
  server = new PushServer()
})

const start = () => subscribe(phone.manager, server.doors, NAME)
const found = (permission: NotificationPermission = 'granted', user = 'ana') => ({
  user,
  permission,
  manager: phone.manager,
  doors: server.doors,
  name: NAME,
})

describe('subscribing', () => {
  it('tells the server of a subscription made with its key', async () => {
    const { id } = await start()
    expect(phone.held?.key).toEqual(bytesOf(KEY))
    expect(server.known.get(id)).toEqual({ endpoint: 'https://push.test/1', name: NAME })
  })

  it('leaves a right subscription as it is, however often', async () => {
    await start()
    await start()
    expect(phone.made).toBe(1)
    expect(server.known.size).toBe(1)
  })

  it('replaces a subscription made with another key, which nobody could reach', async () => {
    await start()
    server.publicKey = OTHER_KEY
    await start()
    expect(phone.held).toEqual({ key: bytesOf(OTHER_KEY), endpoint: 'https://push.test/2' })
  })

  it('says where push is not set up, and asks the browser for nothing', async () => {
    server.publicKey = null
    await expect(start()).rejects.toBeInstanceOf(NoPush)
    expect(phone.made).toBe(0)
  })

  it('ends on both sides', async () => {
    const { id } = await start()
    await unsubscribe(phone.manager, server.doors, id)
    expect([phone.held, server.known.size]).toEqual([null, 0])
  })
})

describe('healing at the start', () => {
  it('makes a new subscription where the phone has silently dropped its own', async () => {
    const { id } = await start()
    phone.held = null
    const wish = await heal({ user: 'ana', device: id }, found())
    expect(wish).toEqual({ user: 'ana', device: 'device of https://push.test/2' })
    expect(phone.held).not.toBeNull()
  })

  it('makes a new subscription where the push service has given up the one that the browser still holds', async () => {
    const { id } = await start()
    server.gone.add(id)
    const wish = await heal({ user: 'ana', device: id }, found())
    expect(wish?.device).toBe('device of https://push.test/2')
    expect([...server.known.keys()]).toEqual(['device of https://push.test/2'])
  })

  it('leaves alone what is right', async () => {
    const { id } = await start()
    expect(await heal({ user: 'ana', device: id }, found())).toEqual({ user: 'ana', device: id })
    expect(phone.made).toBe(1)
  })

  it('takes up again when the permission is back', async () => {
    const { id } = await start()
    const without = await heal({ user: 'ana', device: id }, found('denied'))
    expect(without).toEqual({ user: 'ana', device: null })
    expect([phone.held, server.known.size]).toEqual([null, 0])
    const again = await heal(without ?? { user: '', device: null }, found())
    expect(server.known.has(again?.device ?? '')).toBe(true)
  })

  it('keeps to it when another device has taken this one off the list', async () => {
    const { id } = await start()
    server.known.delete(id)
    expect(await heal({ user: 'ana', device: id }, found())).toBeNull()
    expect([phone.held, phone.made]).toEqual([null, 1])
  })

  it("ends another person's reminders on this browser", async () => {
    const { id } = await start()
    expect(await heal({ user: 'ana', device: id }, found('granted', 'ben'))).toBeNull()
    expect(phone.held).toBeNull()
  })
})
