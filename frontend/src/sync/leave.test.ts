import { beforeEach, describe, expect, it } from 'vitest'
import { Offline } from '../api/errors'
import { createHeadless } from '../api/headless'
import { createHttp } from '../api/http'
import { saveEntry } from '../store/diary'
import { readIdentity, saveMe } from '../store/identity'
import { pain } from '../testing/cast'
import { newPhone, type Phone } from '../testing/phone'
import { TestServer } from '../testing/server'
import { inTurn } from './alone'
import { flushInBackground } from './background'
import { finishLeaving, leave } from './leave'
import { startSync } from './sync'

const ME = {
  id: 'ana',
  email: 'ana@example.org',
  name: 'Ana',
  time_zone: 'Europe/Madrid',
  language: 'en',
  roles: [],
  clinics: [],
  patient: { id: 'p1' },
}

let server: TestServer
let phone: Phone
let network: boolean
let told: number

beforeEach(async () => {
  server = new TestServer()
  phone = await newPhone(server)
  network = true
  told = 0
  await saveMe(ME)
  await saveEntry(phone.store, pain(4))
})

const headless = createHeadless(
  createHttp({
    csrf: async () => null,
    fetch: async () => {
      if (!network) throw new TypeError('Failed to fetch')
      told += 1
      return new Response('{"status": 401}', { status: 401, headers: { 'Content-Type': 'application/json' } })
    },
  }),
)

async function leaveNow() {
  server.faults = [{ how: 'lost' }]
  const surroundings = { alone: inTurn, triggers: () => () => undefined, wakeLater: () => undefined }
  await leave(phone.store, startSync(phone.store, phone.api, surroundings), headless)
}

const databases = async () => (await indexedDB.databases()).map((database) => database.name)

describe('signing out', () => {
  it('leaves nothing of the person behind', async () => {
    await leaveNow()
    expect(told).toBe(1)
    expect(await databases()).not.toContain('footing-ana')
    expect(await readIdentity()).toMatchObject({ me: null, leaving: false })
  })

  it('works without a network, and tells the server at the next start', async () => {
    network = false
    await leaveNow()
    expect(await databases()).not.toContain('footing-ana')
    expect(await readIdentity()).toMatchObject({ me: null, leaving: true })
    expect(await finishLeaving(headless)).toBe(false)
    network = true
    expect(await finishLeaving(headless)).toBe(true)
    expect(told).toBe(1)
    expect(await finishLeaving(headless)).toBe(true)
    expect(told).toBe(1)
  })
})

describe('the worker, woken in the background', () => {
  const wake = () => {
    const http = createHttp({
      fetch: server.fetch,
      csrf: async () => server.csrf,
      base: 'https://footing.test',
    })
    return flushInBackground(http, new Date(), inTurn)
  }

  it('sends for whoever used the phone last', async () => {
    await wake()
    expect(server.diary().head).toBe(1)
  })

  it('fails when there is still no network, so that it is woken again', async () => {
    server.faults = [{ how: 'lost' }]
    await expect(wake()).rejects.toBeInstanceOf(Offline)
    expect(server.diary().head).toBe(0)
  })

  it('does nothing when nobody is signed in', async () => {
    await leaveNow()
    await wake()
    expect(server.seen).toEqual([])
  })
})
