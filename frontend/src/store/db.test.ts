import { beforeEach, describe, expect, it } from 'vitest'
import { pain } from '../testing/cast'
import { newMemory } from '../testing/phone'
import { openStore } from './db'
import { listEntries, outboxRows, saveEntry } from './diary'
import { type Migration, openDatabase } from './idb'
import { forgetMe, readIdentity, saveMe } from './identity'
import { MIGRATIONS } from './migrations'
import { readPlan, savePlan } from './plan'

beforeEach(newMemory)

describe('the store', () => {
  it('opens again by itself after the phone has closed the connection', async () => {
    const store = await openStore('ana')
    await saveEntry(store, pain(4))
    store.close()
    expect(await listEntries(store)).toHaveLength(1)
    await saveEntry(store, pain(5))
    expect(await outboxRows(store)).toHaveLength(2)
  })

  it('redoes what a lost connection broke off', async () => {
    const store = await openStore('ana')
    let tries = 0
    await store.transact(['kept'], 'readwrite', async (tx) => {
      tries += 1
      if (tries === 1) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
      tx.objectStore('kept').put('here', 'key')
    })
    expect(tries).toBe(2)
  })

  it('takes nothing over from work that failed', async () => {
    const store = await openStore('ana')
    const failing = store.transact(['kept'], 'readwrite', async (tx) => {
      tx.objectStore('kept').put('half', 'plan')
      throw new Error('broken off')
    })
    await expect(failing).rejects.toThrow('broken off')
    expect(await readPlan(store)).toBeNull()
  })

  it('keeps the outbox through an upgrade, and lets a newer app have its way', async () => {
    const store = await openStore('ana')
    await saveEntry(store, pain(4))
    const next: Migration = (database) => void database.createObjectStore('later')
    const newer = await openDatabase('footing-ana', [...MIGRATIONS, next])
    const transaction = newer.transaction(['outbox'], 'readonly')
    const rows = transaction.objectStore('outbox').count()
    await new Promise((done) => {
      transaction.oncomplete = done
    })
    expect(rows.result).toBe(1)
    await expect(outboxRows(store)).rejects.toThrow()
  })

  it('keeps the plan with its tag', async () => {
    const store = await openStore('ana')
    const plan = { today: '2026-11-20' } as never
    await savePlan(store, plan, '"abc"', new Date('2026-11-20T18:00:00Z'))
    expect(await readPlan(store)).toEqual({ plan, etag: '"abc"', fetched_at: '2026-11-20T18:00:00.000Z' })
  })
})

describe('who uses this phone', () => {
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

  it('is nobody at first, on a device with a name of its own', async () => {
    const first = await readIdentity()
    expect(first).toMatchObject({ me: null })
    expect((await readIdentity()).device_id).toBe(first.device_id)
  })

  it('is remembered without a network, and forgotten on leaving', async () => {
    const { device_id } = await readIdentity()
    await saveMe(ME)
    expect(await readIdentity()).toEqual({ device_id, me: ME })
    await forgetMe()
    const after = await readIdentity()
    expect(after.me).toBeNull()
    expect(after.device_id).not.toBe(device_id)
  })
})
