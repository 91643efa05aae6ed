import { beforeEach, describe, expect, it } from 'vitest'
import { Offline, Problem, SignedOut, Throttled } from '../api/errors'
import { type PainScore, painData } from '../domain/pain'
import { readCursor } from '../store/cursor'
import {
  discardRefused,
  getEntry,
  listEntries,
  outboxRows,
  removeEntry,
  reviseEntry,
  saveEntry,
} from '../store/diary'
import { readPlan } from '../store/plan'
import { pain } from '../testing/cast'
import { apiOf, newPhone, type Phone } from '../testing/phone'
import { problem, TestServer } from '../testing/server'
import { OtherPerson, runRound } from './round'

const NOW = new Date('2026-11-20T18:00:10Z')

let server: TestServer
let phone: Phone

beforeEach(async () => {
  server = new TestServer()
  phone = await newPhone(server)
})

const round = (on = phone) => runRound({ ...on, now: NOW, withPlan: false }, null)
const waiting = async (on = phone) => (await outboxRows(on.store)).length
const seqs = async (on = phone) => (await listEntries(on.store)).map((entry) => entry.seq)

async function save(count: number, on = phone) {
  const entries = Array.from({ length: count }, (_, index) => pain((index % 11) as 0))
  for (const entry of entries) await saveEntry(on.store, entry)
  return entries
}

async function revise(on: Phone, id: string | undefined, score: PainScore) {
  const entry = await getEntry(on.store, id ?? '')
  if (entry?.kind !== 'pain') throw new Error('no entry')
  await reviseEntry(on.store, entry, painData({ score, moment: 'now' }))
}

describe('a round', () => {
  it('empties the outbox by the server’s verdicts', async () => {
    await save(3)
    await round()
    expect(await waiting()).toBe(0)
    expect(server.diary().head).toBe(3)
    const states = (await listEntries(phone.store)).map((entry) => entry.state)
    expect(states).toEqual(['sent', 'sent', 'sent'])
  })

  it('sends no more than 50 changes at once', async () => {
    await save(120)
    await round()
    expect(server.pushes.map((push) => push.changes.length)).toEqual([50, 50, 20])
    expect(await waiting()).toBe(0)
  })

  it('sends no more than 900 KiB at once, counted in bytes', async () => {
    const long = { ...painData({ score: 3, moment: 'now' }), note: 'é'.repeat(100_000) }
    for (const _ of Array(9)) await saveEntry(phone.store, { ...pain(3), data: long })
    await round()
    expect(server.pushes.map((push) => push.changes.length)).toEqual([4, 4, 1])
  })

  it('sends a correction made meanwhile once the first has its verdict', async () => {
    const [entry] = await save(1)
    if (!entry) throw new Error('no entry')
    server.faults = [{ on: 'POST', how: 'unanswered' }]
    await expect(round()).rejects.toThrow(Offline)
    await reviseEntry(phone.store, entry, painData({ score: 9, moment: 'now' }))
    await save(1)
    await round()
    expect(await waiting()).toBe(0)
    expect(await getEntry(phone.store, entry.entry_id)).toMatchObject({ data: { score: 9 }, state: 'sent' })
    expect(server.diary().kept.get(entry.entry_id)?.change.data).toMatchObject({ score: 9 })
  })

  it('brings what other devices wrote, page by page', async () => {
    const other = await newPhone(server)
    await save(3, other)
    await round(other)
    await round()
    expect(await listEntries(phone.store)).toHaveLength(3)
    expect(await readCursor(phone.store)).toEqual({ epoch: 'epoch-1', after: 3 })
  })

  it('removes what another device removed', async () => {
    const [entry] = await save(1)
    await round()
    const other = await newPhone(server)
    await round(other)
    await removeEntry(other.store, entry?.entry_id ?? '')
    await round(other)
    await round()
    expect(await listEntries(phone.store)).toEqual([])
  })

  it('fetches the plan once, and then only when it has changed', async () => {
    const withPlan = () => runRound({ ...phone, now: NOW, withPlan: true }, null)
    await withPlan()
    expect(await readPlan(phone.store)).toMatchObject({ plan: { version: 1 }, etag: '"plan-1"' })
    server.plan = { version: 2 }
    await withPlan()
    expect((await readPlan(phone.store))?.plan).toEqual({ version: 1 })
    server.planEtag = '"plan-2"'
    await withPlan()
    expect((await readPlan(phone.store))?.plan).toEqual({ version: 2 })
  })
})

describe('what goes wrong on the way', () => {
  it('loses nothing when the request never arrives', async () => {
    await save(2)
    server.faults = [{ on: 'POST', how: 'lost' }]
    await expect(round()).rejects.toThrow(Offline)
    expect(await outboxRows(phone.store)).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
    await round()
    expect(await waiting()).toBe(0)
  })

  it('sends the very same again when only the answer was lost, and one entry results', async () => {
    await save(1)
    server.faults = [{ on: 'POST', how: 'unanswered' }]
    await expect(round()).rejects.toThrow(Offline)
    await round()
    expect(server.pushes[1]?.changes).toEqual(server.pushes[0]?.changes)
    expect(server.diary().head).toBe(1)
    expect(await seqs()).toEqual([1])
  })

  it.each([
    ['401', () => problem(401), SignedOut],
    ['403', () => problem(403), Problem],
    ['429', () => problem(429, {}, { 'Retry-After': '30' }), Throttled],
    ['500', () => problem(500), Problem],
    ['a page of somebody else', () => new Response('<html>Welcome to our hotel</html>'), Offline],
    [
      'an answer cut off',
      () => new Response('{"epo', { headers: { 'Content-Type': 'application/json' } }),
      Offline,
    ],
  ])('keeps the queue on %s', async (_, how, error) => {
    await save(2)
    server.faults = [{ on: 'POST', how }]
    await expect(round()).rejects.toThrow(error)
    expect(await outboxRows(phone.store)).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
    expect(server.diary().head).toBe(0)
  })

  it('sends smaller parcels when one is too large', async () => {
    server.mostBytes = 5_000
    await save(40)
    await round()
    expect(await waiting()).toBe(0)
    expect(server.diary().head).toBe(40)
  })

  it('sets a single change aside that is too large alone, and sends the others', async () => {
    server.mostBytes = 5_000
    await save(3)
    const large = { ...pain(3), data: { ...painData({ score: 3, moment: 'now' }), note: 'x'.repeat(6_000) } }
    await saveEntry(phone.store, large)
    await save(3)
    await round()
    expect(server.diary().head).toBe(6)
    expect(await outboxRows(phone.store)).toMatchObject([
      { state: 'refused', problem: { code: 'too_large' } },
    ])
    expect(await getEntry(phone.store, large.entry_id)).toMatchObject({ state: 'refused' })
  })

  it('finds the one change that spoils a whole request', async () => {
    const [bad] = await save(8)
    const spoilt = server.fetch
    const fetch: typeof server.fetch = async (input, init) =>
      String(init?.body).includes(bad?.entry_id ?? '')
        ? problem(400, { detail: 'Not understood.' })
        : spoilt(input, init)
    phone.api = apiOf(Object.assign(Object.create(server), { fetch, csrf: server.csrf }))
    await round()
    expect(server.diary().head).toBe(7)
    const detail = 'Not understood.'
    expect(await outboxRows(phone.store)).toMatchObject([{ problem: { code: 'not_understood', detail } }])
  })

  it('keeps a change that the answer says nothing of', async () => {
    await save(1)
    const body = { epoch: 'epoch-1', head: 0, server_time: '', verdicts: [] }
    const headers = { 'Content-Type': 'application/json' }
    server.faults = [{ on: 'POST', how: () => new Response(JSON.stringify(body), { headers }) }]
    await expect(round()).rejects.toThrow('no verdict')
    expect(await outboxRows(phone.store)).toMatchObject([{ state: 'waiting' }])
    await round()
    expect(await waiting()).toBe(0)
  })

  it('keeps a refused change, sends the rest and does not ask again', async () => {
    const [bad, good] = await save(2)
    const reason = { code: 'score_out_of_range', detail: 'A score is 0 to 10.' }
    server.refuse = (change) => (change.entry_id === bad?.entry_id ? reason : null)
    await round()
    await round()
    expect(server.pushes).toHaveLength(1)
    expect(await getEntry(phone.store, bad?.entry_id ?? '')).toMatchObject({
      state: 'refused',
      problem: reason,
    })
    expect(await getEntry(phone.store, good?.entry_id ?? '')).toMatchObject({ state: 'sent' })
  })

  it('forgets a refusal that a later correction has already overtaken', async () => {
    const [entry] = await save(1)
    if (!entry) throw new Error('no entry')
    server.refuse = () => ({ code: 'score_out_of_range', detail: '' })
    server.faults = [{ on: 'POST', how: 'unanswered' }]
    await expect(round()).rejects.toThrow(Offline)
    await reviseEntry(phone.store, entry, painData({ score: 2, moment: 'now' }))
    const correct = server.pushes[0]?.changes[0]?.change_id
    server.refuse = (change) =>
      change.change_id === correct ? { code: 'score_out_of_range', detail: '' } : null
    await round()
    expect(await waiting()).toBe(0)
    expect(await getEntry(phone.store, entry.entry_id)).toMatchObject({ state: 'sent', data: { score: 2 } })
  })
})

describe('two devices', () => {
  it('keep the version that came first and show the other to its writer', async () => {
    const [entry] = await save(1)
    await round()
    const other = await newPhone(server)
    await round(other)
    const id = entry?.entry_id ?? ''
    await revise(other, id, 8)
    await round(other)
    await revise(phone, id, 1)
    await round()
    const after = await getEntry(phone.store, id)
    expect(after).toMatchObject({ data: { score: 8 }, stale: { data: { score: 1 } }, state: 'sent' })
    expect(await waiting()).toBe(0)
  })

  it('fall back to the newest version from elsewhere when a refused correction is given up', async () => {
    const [entry] = await save(1)
    await round()
    const other = await newPhone(server)
    await round(other)
    const id = entry?.entry_id ?? ''
    await revise(phone, id, 1)
    server.refuse = () => ({ code: 'note_too_long', detail: '' })
    await round()
    server.refuse = () => null
    await revise(other, id, 8)
    await round(other)
    await round()
    expect(await getEntry(phone.store, id)).toMatchObject({ state: 'refused', data: { score: 1 } })
    await discardRefused(phone.store, id)
    expect(await getEntry(phone.store, id)).toMatchObject({ state: 'sent', data: { score: 8 } })
  })

  it('never bring a deleted entry back', async () => {
    const [entry] = await save(1)
    await round()
    const other = await newPhone(server)
    await round(other)
    const id = entry?.entry_id ?? ''
    await removeEntry(other.store, id)
    await round(other)
    await revise(phone, id, 1)
    await round()
    expect(server.diary().kept.get(id)?.deleted).toBe(true)
    expect(await getEntry(phone.store, id)).toMatchObject({ deleted: true, stale: { data: { score: 1 } } })
  })
})

describe('a server restored from a backup', () => {
  it('is told again what it lost, without asking the patient', async () => {
    await save(2)
    await round()
    const backup = server.backup()
    const [third] = await save(1)
    await round()
    server.restore(backup)
    await round()
    expect(server.diary().head).toBe(3)
    expect(server.diary().kept.has(third?.entry_id ?? '')).toBe(true)
    expect(await waiting()).toBe(0)
    expect((await readCursor(phone.store)).epoch).toBe(server.epoch)
  })

  it('is told what another phone had written last, even if that phone never comes back', async () => {
    const [entry] = await save(1)
    await round()
    const backup = server.backup()
    const other = await newPhone(server)
    await round(other)
    await revise(other, entry?.entry_id, 8)
    await round(other)
    await round()
    server.restore(backup)
    await round()
    expect(server.diary().kept.get(entry?.entry_id ?? '')?.change.data).toMatchObject({ score: 8 })
  })

  it('is told by a phone that only ever read an entry', async () => {
    const other = await newPhone(server)
    const [entry] = await save(1, other)
    await round(other)
    const backup = server.backup()
    await revise(other, entry?.entry_id, 8)
    await round(other)
    await round()
    server.restore(backup)
    await round()
    expect(server.diary().kept.get(entry?.entry_id ?? '')?.change.data).toMatchObject({ score: 8 })
  })

  it('answers what it still has with "identical": nothing is doubled', async () => {
    await save(3)
    await round()
    server.restore(server.backup())
    await round()
    expect(server.diary().head).toBe(3)
    expect(await listEntries(phone.store)).toHaveLength(3)
  })

  it('is noticed by a forgotten past even under the same name', async () => {
    await save(2)
    await round()
    const { epoch } = server
    server.restore(new Map())
    server.epoch = epoch
    await round()
    expect(server.diary().head).toBe(2)
  })

  it('is told nothing of what is older than 30 days', async () => {
    await saveEntry(phone.store, pain(4, new Date('2026-09-01T10:00:00Z')))
    await round()
    const later = new Date(Date.now() + 40 * 86_400_000)
    server.restore(new Map())
    await runRound({ ...phone, now: later, withPlan: false }, null)
    expect(server.diary().head).toBe(0)
  })
})

describe('another person', () => {
  it('never sends, and never reads', async () => {
    await save(2)
    server.signIn('ben')
    await expect(round()).rejects.toThrow(OtherPerson)
    expect(server.seen).toEqual(['GET /api/v1/me/'])
    expect(await waiting()).toBe(2)
  })

  it('is found out when the sign-in changes between two rounds', async () => {
    const checked = await round()
    server.signIn('ben')
    await save(1)
    await expect(runRound({ ...phone, now: NOW, withPlan: false }, checked)).rejects.toThrow(OtherPerson)
    expect(server.diary('ben').head).toBe(0)
  })

  it('costs no question while the sign-in stays the same', async () => {
    const checked = await round()
    await runRound({ ...phone, now: NOW, withPlan: false }, checked)
    expect(server.seen.filter((line) => line.includes('/me/'))).toHaveLength(1)
  })
})
