import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry } from '../domain/entry'
import { isChange } from '../domain/outbox'
import { startDraft } from '../domain/session'
import { anAssignment, MADRID, NOW, pain, session } from '../testing/cast'
import { newCaches, newMemory } from '../testing/phone'
import { addAnswer, removeAnswer, waitingAnswers } from './answers'
import { putCached } from './cache'
import { adoptEpoch } from './cursor'
import { openStore, type Store } from './db'
import { outboxRows, removeEntry, reviseEntry, saveEntry, saveSession } from './diary'
import { clearDraft, saveDraft } from './draft'
import { clearMark, noteAll, readMark } from './mark'
import { returnBatch, settle, takeBatch } from './outbox'
import { savePlan } from './plan'

const DRAFT = startDraft(anAssignment(), NOW, MADRID)
const ALL = { changes: 99, bytes: 99_999 }

let store: Store

beforeEach(async () => {
  newMemory()
  newCaches()
  store = await openStore('ana')
})

afterEach(() => vi.unstubAllGlobals())

/** The changes that the mark holds, as the outbox does. */
async function noted(): Promise<unknown[]> {
  const rows = (await readMark('ana'))?.rows ?? []
  return rows.filter(isChange).map(({ order, change }) => ({ order, change }))
}

const waiting = async () => (await outboxRows(store)).map(({ order, change }) => ({ order, change }))

async function saved(...entries: Entry[]): Promise<void> {
  for (const entry of entries) await saveEntry(store, entry)
}

async function send(verdict: 'new' | 'refused', seq: number | null): Promise<void> {
  const batch = await takeBatch(store, ALL, new Set())
  const verdictOf = ({ change: { change_id, entry_id } }: (typeof batch)[number]) => ({
    change_id,
    entry_id,
    verdict,
    seq,
  })
  await settle(store, batch, batch.map(verdictOf))
}

describe('the mark', () => {
  it('holds what is saved when saving is over', async () => {
    await saved(pain(7), pain(4))
    await saveSession(store, session({ s1: 1 }))
    expect(await noted()).toEqual(await waiting())
    expect(await noted()).toHaveLength(3)
  })

  it('follows what is corrected or removed before it is sent', async () => {
    const [one, other] = [pain(4), pain(5)]
    await saved(one, other)
    await reviseEntry(store, one, { ...one.data, score: 6 })
    await removeEntry(store, other.entry_id)
    expect(await noted()).toEqual(await waiting())
    expect(await noted()).toHaveLength(1)
  })

  it('lets go of what was sent, and keeps what was refused', async () => {
    await saved(pain(4))
    await send('new', 1)
    expect(await noted()).toEqual([])
    await saved(pain(5))
    await send('refused', null)
    expect(await noted()).toHaveLength(1)
  })

  it('follows a correction that moves onto the version its forerunner has become', async () => {
    const entry = pain(4)
    await saved(entry)
    const batch = await takeBatch(store, ALL, new Set())
    await reviseEntry(store, entry, { ...entry.data, score: 6 })
    const { change_id, entry_id } = batch[0]?.change ?? { change_id: '', entry_id: '' }
    await settle(store, batch, [{ change_id, entry_id, verdict: 'new', seq: 5 }])
    expect(await noted()).toMatchObject([{ change: { base_seq: 5, data: { score: 6 } } }])
  })

  it('holds what a restored server is told again', async () => {
    await saved(pain(4, new Date()))
    await send('new', 1)
    await adoptEpoch(store, 'epoch-2', new Date())
    expect(await noted()).toEqual(await waiting())
    expect(await noted()).toHaveLength(1)
  })

  it('costs no write while changes leave the phone and come back', async () => {
    await saved(pain(4))
    const put = vi.spyOn(await caches.open('footing-mark-ana'), 'put')
    await returnBatch(store, await takeBatch(store, ALL, new Set()))
    expect(put).not.toHaveBeenCalled()
  })

  it('costs one write a save, however much waits', async () => {
    for (let saves = 0; saves < 30; saves += 1) await saved(pain(4))
    const put = vi.spyOn(await caches.open('footing-mark-ana'), 'put')
    await saved(pain(5))
    expect(put.mock.calls.map(([path]) => path)).toEqual(['/outbox/31'])
  })

  it('holds an answer to a reminder until the server has it', async () => {
    await addAnswer(store, { notice_id: 'n1', action: 'done', at: '' }, NOW)
    expect((await readMark('ana'))?.rows).toMatchObject([{ answer: { notice_id: 'n1' } }])
    for (const row of await waitingAnswers(store)) await removeAnswer(store, row)
    expect((await readMark('ana'))?.rows ?? []).toEqual([])
  })

  it('holds the session in progress until it is finished or given up', async () => {
    for (const effort of [3, 4, 5]) await saveDraft(store, { ...DRAFT, effort })
    expect((await readMark('ana'))?.draft).toMatchObject({ effort: 5 })
    await clearDraft(store)
    expect((await readMark('ana'))?.draft).toBeNull()
    await saveDraft(store, DRAFT)
    await saveSession(store, session({ s1: 1 }))
    expect(await readMark('ana')).toMatchObject({ draft: null, rows: [{ change: { kind: 'session' } }] })
  })

  it('keeps the session in progress before the last when a write of it is broken off', async () => {
    for (const effort of [3, 4]) await saveDraft(store, { ...DRAFT, effort })
    const broken = await caches.open('footing-mark-ana')
    await broken.delete('/draft-0')
    expect((await readMark('ana'))?.draft).toMatchObject({ effort: 3 })
  })

  it('is one of a person: another on this phone has none of it', async () => {
    await saved(pain(4))
    await saveEntry(await openStore('ben'), pain(5))
    expect((await readMark('ben'))?.rows).toMatchObject([{ change: { data: { score: 5 } } }])
    expect(await noted()).toEqual(await waiting())
  })

  it('is gone with the person, and is not made again by what was under way', async () => {
    await saved(pain(4))
    store.retire()
    await clearMark('ana')
    await noteAll(store)
    expect(await readMark('ana')).toBeNull()
  })

  it('is not needed for saving: a full or missing cache stops nobody', async () => {
    newCaches(0)
    await saved(pain(4))
    vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('', 'SecurityError')) })
    await saved(pain(5))
    expect(await outboxRows(store)).toHaveLength(2)
  })
})

describe('the whole mark, brought in line at a start', () => {
  it('takes in what was broken off, and lets go of what is not there any more', async () => {
    newCaches(0)
    await saved(pain(4), pain(5))
    await saveDraft(store, DRAFT)
    await savePlan(store, { today: '2026-11-20' } as never, null, NOW)
    newCaches()
    await putCached('footing-mark-ana', '/outbox/99', { order: 99 })
    await noteAll(store)
    expect(await noted()).toEqual(await waiting())
    expect(await readMark('ana')).toMatchObject({ draft: DRAFT, plan: { plan: { today: '2026-11-20' } } })
  })

  it('removes the mark of an earlier version', async () => {
    await putCached('footing-mark', '/mark-0', { number: 1, mark: {} })
    await noteAll(store)
    expect(await caches.keys()).toEqual(['footing-mark-ana'])
  })

  it('tells an empty diary from none', async () => {
    expect(await readMark('ana')).toBeNull()
    await noteAll(store)
    expect(await readMark('ana')).toEqual({ rows: [], draft: null, plan: null })
  })
})
