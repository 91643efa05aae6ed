import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onStoreChange } from '../store/changes'
import { readCursor } from '../store/cursor'
import { openStore } from '../store/db'
import { listEntries, outboxRows, saveEntry } from '../store/diary'
import { readPlan } from '../store/plan'
import { ids, MADRID, NOW, pain } from '../testing/cast'
import { apiOf, newPhone, type Phone } from '../testing/phone'
import { problem, TestServer } from '../testing/server'
import { inTurn } from './singleFlight'
import { type Sync, startSync } from './sync'

/** A new phone of somebody with a long diary. */

const HOUR = 3_600_000
const ALL = 1800
/** The newest page, then pages of 500. */
const PAGES = 1 + Math.ceil((ALL - 150) / 500)

let server: TestServer
let phone: Phone
let running: Sync[]

/** So many entries on the server, an hour apart, the last of them now. */
async function longDiary(of = ALL): Promise<void> {
  const changes = Array.from({ length: of }, (_, i) => {
    const { entry_id, kind, recorded_at, time_zone, data } = pain(
      4,
      new Date(NOW.getTime() - (of - i) * HOUR),
    )
    const what = { entry_id, kind, recorded_at, time_zone, data, action: 'put', schema: 1, base_seq: null }
    return { ...what, change_id: ids(NOW) } as never
  })
  const api = apiOf(server)
  await api.push({ device_id: ids(NOW), epoch: null, changes })
  server.seen.length = 0
}

function start(): Sync {
  const around = { now: () => NOW, chance: () => 1, alone: inTurn, triggers: () => () => undefined }
  const sync = startSync(phone.store, phone.api, { ...around, wakeLater: () => undefined })
  running.push(sync)
  return sync
}

const filled = (sync: Sync): Promise<void> =>
  new Promise((resolve) => {
    let began = false
    sync.status.subscribe(({ filling }) => {
      if (began && !filling) resolve()
      began ||= filling
    })
  })

const pulls = () => server.seen.filter((line) => line.startsWith('GET /api/v1/diary/changes/'))

beforeEach(async () => {
  server = new TestServer()
  phone = await newPhone(server)
  running = []
})

afterEach(() => Promise.all(running.map((sync) => sync.stop())))

describe('a new phone of a patient with a long diary', () => {
  it('fetches the plan first, then the newest weeks', async () => {
    await longDiary()
    const sync = start()
    const whole = filled(sync)
    await sync.flush()
    const lines = server.seen.map((line) => line.replace(/\?.*/, ''))
    expect(lines.indexOf('GET /api/v1/plan/')).toBeLessThan(lines.indexOf('GET /api/v1/diary/changes/'))
    const first = await listEntries(phone.store)
    expect(await readPlan(phone.store)).not.toBeNull()
    expect(first[0]?.seq).toBe(ALL)
    expect(first.length).toBeGreaterThanOrEqual(150)
    await whole
  })

  it('fetches the rest in the background, each page once', async () => {
    await longDiary()
    const sync = start()
    await filled(sync)
    expect((await listEntries(phone.store)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: ALL }, (_, i) => ALL - i),
    )
    expect(pulls()).toHaveLength(PAGES)
    await sync.flush()
    expect(pulls()).toHaveLength(PAGES + 1)
  })

  it('is told of it twice, however long the diary: when it begins and when it is whole', async () => {
    await longDiary()
    let told = 0
    const stop = onStoreChange(({ what }) => {
      told += what === 'diary' ? 1 : 0
    })
    await filled(start())
    stop()
    expect(told).toBe(2)
  })

  it('goes on where it was when the browser is killed in the middle', async () => {
    await longDiary()
    const sync = start()
    server.faults = [{ how: 'lost', on: 'before=1151' }]
    await sync.flush()
    await new Promise<void>((resolve) => {
      sync.status.subscribe(({ online }) => void (online || resolve()))
    })
    await sync.stop()
    phone.store.close()
    phone = { ...phone, store: await openStore('ana') }
    expect(await readCursor(phone.store)).toMatchObject({ after: ALL, below: 1151 })
    await filled(start())
    expect(await listEntries(phone.store)).toHaveLength(ALL)
    expect(pulls().filter((line) => line.includes('before=1651'))).toHaveLength(1)
  })

  it('misses nothing that is changed elsewhere meanwhile, and sends what is written here', async () => {
    await longDiary()
    const sync = start()
    const whole = filled(sync)
    await sync.flush()
    const oldest = server.diary().kept.values().next().value
    const other = await apiOf(server).push({
      device_id: ids(NOW),
      epoch: null,
      changes: [
        { ...oldest?.change, change_id: ids(NOW), base_seq: 1, data: { score: 9, moment: 'now' } } as never,
      ],
    })
    expect(other.verdicts[0]?.verdict).toBe('updated')
    await saveEntry(phone.store, pain(7, NOW, MADRID))
    await whole
    await sync.flush()
    const entries = await listEntries(phone.store)
    expect(entries).toHaveLength(ALL + 1)
    expect(entries.find(({ seq }) => seq === ALL + 1)?.data).toMatchObject({ score: 9 })
    expect(await outboxRows(phone.store)).toEqual([])
  })

  it('takes a server that tells the oldest first as it is', async () => {
    await longDiary(900)
    server.fetch = wrapped(server.fetch)
    phone = { ...phone, api: apiOf(server) }
    await start().flush()
    expect(await listEntries(phone.store)).toHaveLength(900)
  })

  it('begins anew when the server was restored from a backup meanwhile', async () => {
    await longDiary()
    const backup = server.backup()
    const sync = start()
    server.faults = [{ how: () => problem(500), on: 'before=1151' }]
    await sync.flush()
    server.restore(backup)
    await sync.flush()
    await filled(sync)
    await sync.flush()
    expect(await listEntries(phone.store)).toHaveLength(ALL)
  })
})

/** The network of a server from before `before`. */
function wrapped(real: typeof fetch): typeof fetch {
  return (input, init) => real(String(input).replace(/before=\d+/, 'after=0'), init)
}
