import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startDraft } from '../domain/session'
import { anAssignment, MADRID, NOW, pain } from '../testing/cast'
import { newCaches, newMemory } from '../testing/phone'
import { addAnswer, waitingAnswers } from './answers'
import { openStore, type Store } from './db'
import { listEntries, outboxRows, removeEntry, reviseEntry, saveEntry } from './diary'
import { readDraft, saveDraft } from './draft'
import { forgetMe, readIdentity, saveMe } from './identity'
import { clearMark, noteAll } from './mark'
import { settle, takeBatch } from './outbox'
import { readPlan, savePlan } from './plan'
import { clearLoss, readLoss } from './restore'

const DRAFT = startDraft(anAssignment(), NOW, MADRID)
const ALL = { changes: 99, bytes: 99_999 }

let store: Store

beforeEach(async () => {
  newMemory()
  newCaches()
  store = await openStore('ana')
})

afterEach(() => vi.unstubAllGlobals())

/** The browser has deleted all databases and kept its cache. */
async function loseAll(): Promise<Store> {
  newMemory()
  return openStore('ana')
}

describe('a lost diary', () => {
  it('comes back with what was not sent, by the same ids and in the same places', async () => {
    for (const score of [4, 5] as const) await saveEntry(store, pain(score))
    const before = await outboxRows(store)
    const entries = await listEntries(store)
    const again = await loseAll()
    const key = ({ order, change }: (typeof before)[number]) => ({ order, change })
    expect((await outboxRows(again)).map(key)).toEqual(before.map(key))
    expect(await listEntries(again)).toEqual(entries)
  })

  it('comes back with the session in progress, the plan and the answers to reminders', async () => {
    await saveDraft(store, DRAFT)
    await savePlan(store, { today: '2026-11-20' } as never, '"abc"', NOW)
    await addAnswer(store, { notice_id: 'n1', action: 'done', at: '' }, NOW)
    const again = await loseAll()
    expect(await readDraft(again)).toEqual(DRAFT)
    expect(await readPlan(again)).toMatchObject({ etag: '"abc"' })
    expect(await waitingAnswers(again)).toMatchObject([{ answer: { notice_id: 'n1' } }])
  })

  it('comes back with corrections and removals of what the server has', async () => {
    const [one, other] = [pain(4), pain(5)]
    for (const entry of [one, other]) await saveEntry(store, entry)
    const batch = await takeBatch(store, ALL, new Set())
    const verdicts = batch.map(({ change: { change_id, entry_id } }, index) => ({
      change_id,
      entry_id,
      verdict: 'new' as const,
      seq: index + 1,
    }))
    await settle(store, batch, verdicts)
    await reviseEntry(store, { ...one, seq: 1 }, { ...one.data, score: 6 })
    await removeEntry(store, other.entry_id)
    const again = await loseAll()
    expect(await listEntries(again)).toMatchObject([{ entry_id: one.entry_id, seq: 1, data: { score: 6 } }])
    expect(await outboxRows(again)).toMatchObject([
      { change: { action: 'put', base_seq: 1 } },
      { change: { action: 'delete', base_seq: 2 } },
    ])
    expect(await readLoss(again)).toMatchObject({ entries: 1 })
  })

  it('comes back once, whoever opens it together, and a second time if it is lost again', async () => {
    await saveEntry(store, pain(4))
    newMemory()
    const [page, worker] = await Promise.all([openStore('ana'), openStore('ana')])
    expect(await outboxRows(page)).toHaveLength(1)
    await saveEntry(worker, pain(5))
    expect(await outboxRows(await openStore('ana'))).toHaveLength(2)
    expect(await outboxRows(await loseAll())).toHaveLength(2)
  })

  it('comes back in the middle of a page too, when the browser has closed it', async () => {
    await saveEntry(store, pain(4))
    store.close()
    newMemory()
    expect(await outboxRows(store)).toHaveLength(1)
  })

  it('does not bring back what was sent or removed', async () => {
    const [sent, removed] = [pain(4), pain(5)]
    await saveEntry(store, sent)
    const batch = await takeBatch(store, ALL, new Set())
    const [{ change }] = batch as [(typeof batch)[number]]
    await settle(store, batch, [
      { change_id: change.change_id, entry_id: sent.entry_id, verdict: 'new', seq: 1 },
    ])
    await saveEntry(store, removed)
    await removeEntry(store, removed.entry_id)
    expect(await outboxRows(await loseAll())).toEqual([])
  })

  it('is told until the person has read it', async () => {
    await saveEntry(store, pain(4))
    await saveDraft(store, DRAFT)
    const again = await loseAll()
    expect(await readLoss(again)).toMatchObject({ entries: 1, draft_on: '2026-11-20' })
    await clearLoss(again)
    expect(await readLoss(await openStore('ana'))).toBeNull()
  })

  it('is told too where nothing had to be put back: the diary is blank until it is fetched', async () => {
    await noteAll(store)
    expect(await readLoss(await loseAll())).toMatchObject({ entries: 0, draft_on: null })
  })
})

describe('a diary that was not lost', () => {
  it('is new on a new phone', async () => {
    expect(await readLoss(store)).toBeNull()
  })

  it("has nothing of another person's", async () => {
    await saveEntry(store, pain(4))
    newMemory()
    const other = await openStore('ben')
    expect([await listEntries(other), await readLoss(other)]).toEqual([[], null])
  })

  it('is empty after a sign-out', async () => {
    await saveEntry(store, pain(4))
    await clearMark('ana')
    const again = await loseAll()
    expect([await listEntries(again), await readLoss(again)]).toEqual([[], null])
  })

  it('of a version before the mark is left as it is', async () => {
    await saveEntry(store, pain(4))
    await store.transact(['kept'], 'readwrite', async (tx) => void tx.objectStore('kept').delete('opened_at'))
    await clearMark('ana')
    const upgraded = await openStore('ana')
    await noteAll(upgraded)
    expect(await readLoss(upgraded)).toBeNull()
    expect(await outboxRows(await loseAll())).toHaveLength(1)
  })
})

describe('a lost identity', () => {
  const ME = { id: 'ana', patient: { id: 'p1' } } as never

  it('comes back, so that the app opens without a network', async () => {
    await saveMe(ME)
    const before = await readIdentity()
    newMemory()
    expect(await readIdentity()).toEqual(before)
  })

  it('does not come back after a sign-out', async () => {
    await saveMe(ME)
    await forgetMe()
    newMemory()
    expect((await readIdentity()).me).toBeNull()
  })
})
