import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outboxRows, saveEntry } from '../store/diary'
import { pain } from '../testing/cast'
import { newPhone, type Phone } from '../testing/phone'
import { problem, TestServer } from '../testing/server'
import { inTurn } from './singleFlight'
import type { SyncStatus } from './status'
import { type Surroundings, type Sync, startSync } from './sync'
import type { Trigger } from './triggers'

let server: TestServer
let phone: Phone
let time: number
let running: Sync[]
let fire: (trigger: Trigger) => void
let woken: number

beforeEach(async () => {
  server = new TestServer()
  phone = await newPhone(server)
  time = Date.parse('2026-11-20T18:00:00Z')
  running = []
  woken = 0
})

afterEach(() => Promise.all(running.map((sync) => sync.stop())))

const surroundings: Surroundings = {
  now: () => new Date(time),
  chance: () => 1,
  alone: inTurn,
  triggers: (listener) => {
    fire = listener
    return () => {
      fire = () => undefined
    }
  },
  wakeLater: () => {
    woken += 1
  },
}

function start(on = phone): Sync {
  const sync = startSync(on.store, on.api, surroundings)
  running.push(sync)
  return sync
}

/** Waits until the status is as wished. */
function until(sync: Sync, wish: (status: SyncStatus) => boolean): Promise<SyncStatus> {
  return new Promise((resolve) => {
    const stop = sync.status.subscribe((status) => {
      if (!wish(status)) return
      queueMicrotask(() => stop())
      resolve(status)
    })
  })
}

const atRest = (sync: Sync) => until(sync, (status) => !status.sending)
const posts = () => server.seen.filter((line) => line.startsWith('POST')).length

async function started(): Promise<Sync> {
  const sync = start()
  await sync.flush()
  return sync
}

describe('a refusal (403)', () => {
  it.each([
    ['second_factor_required', 'second_factor'],
    ['csrf', 'old_page'],
    ['not_a_patient', 'not_allowed'],
  ] as const)('%s is said as what it asks for, never as signed out', async (code, error) => {
    await saveEntry(phone.store, pain(4))
    const refusal = () => problem(403, { code })
    server.faults = [1, 2].map(() => ({ how: refusal, on: 'POST' }))
    const sync = await started()
    expect(sync.status.value).toMatchObject({ signedOut: false, error, waiting: 1, online: true })
    expect(woken).toBe(0)
    await sync.flush()
    expect(sync.status.value).toMatchObject({ error: null, waiting: 0 })
  })
})

describe('sync', () => {
  it('sends at the start what was left from last time', async () => {
    await saveEntry(phone.store, pain(4))
    await started()
    expect(await outboxRows(phone.store)).toEqual([])
  })

  it('sends by itself after each save', async () => {
    const sync = await started()
    await saveEntry(phone.store, pain(4))
    await until(sync, (status) => status.waiting === 1)
    await until(sync, (status) => status.waiting === 0 && !status.sending)
    expect(posts()).toBe(1)
  })

  it('says how many wait, and when it last went through', async () => {
    const sync = await started()
    expect(sync.status.value).toMatchObject({
      waiting: 0,
      lastSyncAt: '2026-11-20T18:00:00.000Z',
      online: true,
    })
    server.faults = [{ on: 'POST', how: 'lost' }]
    await saveEntry(phone.store, pain(4))
    expect(await until(sync, (status) => !status.online)).toMatchObject({ signedOut: false, error: null })
    expect(await until(sync, (status) => status.waiting === 1)).toBeTruthy()
  })

  it('remembers when it last went through', async () => {
    await (await started()).stop()
    server.faults = [{ how: 'lost' }]
    const again = start()
    const status = await until(again, ({ lastSyncAt }) => lastSyncAt !== null)
    expect(status.lastSyncAt).toBe('2026-11-20T18:00:00.000Z')
  })

  it('keeps the queue on 401 and sends it after the next sign-in', async () => {
    const sync = await started()
    server.signIn(null)
    await saveEntry(phone.store, pain(4))
    await until(sync, (status) => status.signedOut)
    expect(await outboxRows(phone.store)).toHaveLength(1)
    server.signIn('ana')
    await sync.flush()
    expect(sync.status.value).toMatchObject({ signedOut: false, waiting: 0 })
  })

  it('never sends to another person, and says so', async () => {
    server.signIn('ben')
    await saveEntry(phone.store, pain(4))
    const sync = await started()
    expect(sync.status.value).toMatchObject({ error: 'other_person', waiting: 1 })
    expect(posts()).toBe(0)
  })

  it('leaves the server alone as long as it asked for', async () => {
    const sync = await started()
    server.faults = [{ how: () => problem(429, {}, { 'Retry-After': '60' }) }]
    fire('visible')
    await until(sync, (status) => status.error === 'busy')
    await atRest(sync)
    const asked = server.seen.length
    await sync.flush()
    fire('online')
    expect(server.seen.length).toBe(asked)
    time += 61_000
    await sync.flush()
    expect(server.seen.length).toBeGreaterThan(asked)
    expect(sync.status.value.error).toBeNull()
  })

  it('is patient after a failure, but not with the person’s own wish', async () => {
    const sync = await started()
    server.faults = [{ how: () => problem(500) }]
    await sync.flush()
    expect(sync.status.value.error).toBe('server')
    const asked = server.seen.length
    fire('minute')
    await atRest(sync)
    expect(server.seen.length).toBe(asked)
    await sync.flush()
    expect(sync.status.value.error).toBeNull()
  })

  it('tries again by itself after a failure', async () => {
    const sync = await started()
    // No chance is this small: it makes the first wait two milliseconds.
    const impatient = startSync(phone.store, phone.api, { ...surroundings, chance: () => -0.998 })
    running.push(impatient)
    await impatient.flush()
    await sync.stop()
    server.faults = [{ how: 'lost' }]
    await impatient.flush()
    expect(impatient.status.value.online).toBe(false)
    await until(impatient, (status) => status.online)
  })

  it('counts refused changes apart', async () => {
    server.refuse = () => ({ code: 'score_out_of_range', detail: '' })
    await saveEntry(phone.store, pain(4))
    const sync = await started()
    expect(sync.status.value).toMatchObject({ waiting: 0, refused: 1 })
  })

  it('says at once when the phone loses its network', async () => {
    const sync = await started()
    fire('offline')
    expect(sync.status.value.online).toBe(false)
    fire('online')
    await until(sync, (status) => status.online)
  })

  it('leaves word with the worker when something waits and nobody looks', async () => {
    const sync = await started()
    fire('hidden')
    expect(woken).toBe(0)
    server.faults = [{ on: 'POST', how: 'lost' }]
    await saveEntry(phone.store, pain(4))
    await until(sync, (status) => !status.online && !status.sending)
    expect(woken).toBe(1)
    fire('hidden')
    expect(woken).toBe(2)
  })

  it('does nothing any more once it is stopped', async () => {
    const sync = await started()
    await sync.stop()
    const asked = server.seen.length
    await saveEntry(phone.store, pain(4))
    await sync.flush()
    expect(server.seen.length).toBe(asked)
  })
})

describe('two tabs on one phone', () => {
  it('send each change once', async () => {
    const first = start()
    const second = start()
    await Promise.all([first.flush(), second.flush()])
    for (const score of [1, 2, 3] as const) await saveEntry(phone.store, pain(score))
    await Promise.all([first.flush(), second.flush()])
    const sent = server.pushes.flatMap((push) => push.changes.map((change) => change.change_id))
    expect(new Set(sent).size).toBe(3)
    expect(sent).toHaveLength(3)
    expect(first.status.value.waiting).toBe(0)
  })
})
