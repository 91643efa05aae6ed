import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry, Verdict } from '../domain/entry'
import { painData } from '../domain/pain'
import { startDraft } from '../domain/session'
import { anAssignment, MADRID, NOW, pain, session } from '../testing/cast'
import { newMemory } from '../testing/phone'
import { onStoreChange, type StoreChange } from './changes'
import { deleteStore, openStore, type Store } from './db'
import {
  discardRefused,
  dismissStale,
  getEntry,
  listEntries,
  outboxRows,
  removeEntry,
  reviseEntry,
  saveEntry,
  saveSession,
} from './diary'
import { readDraft, saveDraft } from './draft'
import { settle, takeBatch } from './outbox'

let store: Store

beforeEach(async () => {
  newMemory()
  store = await openStore('ana')
})

const ALL = { changes: 50, bytes: 900_000 }
const take = () => takeBatch(store, ALL, new Set())

/** Sends everything and lets the server answer so. */
async function answered(verdict: Verdict['verdict'], seq: number | null, problem?: Verdict['problem']) {
  const batch = await take()
  await settle(
    store,
    batch,
    batch.map(({ change: { change_id, entry_id } }) => ({ change_id, entry_id, verdict, seq, problem })),
  )
}

async function kept(entry: Entry): Promise<Entry> {
  const found = await getEntry(store, entry.entry_id)
  if (!found) throw new Error('gone')
  return found
}

describe('saving an entry', () => {
  it('writes diary and outbox together', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    expect(await kept(entry)).toEqual({ ...entry, state: 'waiting' })
    const [row] = await outboxRows(store)
    expect(row).toMatchObject({ state: 'waiting', attempts: 0 })
    expect(row?.change).toMatchObject({
      entry_id: entry.entry_id,
      kind: 'pain',
      action: 'put',
      schema: 1,
      base_seq: null,
      recorded_at: '2026-11-20T19:00:00+01:00',
      time_zone: MADRID,
      data: entry.data,
    })
  })

  it('changes nothing when done twice', async () => {
    const entry = pain(4)
    await Promise.all([saveEntry(store, entry), saveEntry(store, entry)])
    expect(await outboxRows(store)).toHaveLength(1)
  })

  it('writes neither when one cannot be written', async () => {
    const entry = { ...pain(4), data: { note: () => 'cannot be stored' } } as unknown as Entry
    await expect(saveEntry(store, entry)).rejects.toThrow()
    expect(await listEntries(store)).toEqual([])
    expect(await outboxRows(store)).toEqual([])
  })

  it('survives the end of the browser', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    store.close()
    store = await openStore('ana')
    expect(await listEntries(store)).toHaveLength(1)
    expect(await outboxRows(store)).toHaveLength(1)
  })

  it('tells other tabs, without a word on health', async () => {
    const heard: StoreChange[] = []
    const stop = onStoreChange((change) => heard.push(change))
    await saveEntry(store, pain(4))
    stop()
    expect(heard).toEqual([{ userId: 'ana', what: 'diary' }])
  })

  it('ends the session in progress in the same stroke', async () => {
    await saveDraft(store, startDraft(anAssignment(), NOW, MADRID))
    await saveSession(store, session({ s1: 3 }))
    expect(await readDraft(store)).toBeNull()
    expect(await outboxRows(store)).toHaveLength(1)
  })
})

describe('listing', () => {
  it('goes by the patient’s own days, newest first', async () => {
    const times = ['2026-11-19T22:30:00Z', '2026-11-19T23:30:00Z', '2026-11-20T23:30:00Z']
    const entries = times.map((time) => pain(3, new Date(time)))
    for (const entry of entries) await saveEntry(store, entry)
    const on20 = await listEntries(store, { from: '2026-11-20', to: '2026-11-20' })
    expect(on20.map((entry) => entry.entry_id)).toEqual([entries[1]?.entry_id])
    const all = await listEntries(store)
    expect(all.map((entry) => entry.entry_id)).toEqual(entries.map((entry) => entry.entry_id).reverse())
  })

  it('can be asked for one kind', async () => {
    await saveEntry(store, pain(3))
    await saveEntry(store, session({ s1: 1 }))
    expect((await listEntries(store, { kind: 'session' })).map((entry) => entry.kind)).toEqual(['session'])
  })
})

describe('correcting an entry', () => {
  it('replaces what has not left yet', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await reviseEntry(store, entry, painData({ score: 6, moment: 'now' }))
    const rows = await outboxRows(store)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.change).toMatchObject({ base_seq: null, data: { score: 6 } })
    expect(await kept(entry)).toMatchObject({ data: { score: 6 }, state: 'waiting' })
  })

  it('waits behind what is under way, and builds on its verdict', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    const batch = await take()
    await reviseEntry(store, entry, painData({ score: 6, moment: 'now' }))
    expect(await outboxRows(store)).toHaveLength(2)
    expect(await takeBatch(store, ALL, new Set(batch.map((row) => row.order)))).toEqual([])
    const [first] = batch
    if (!first) throw new Error('nothing taken')
    const { change_id, entry_id } = first.change
    await settle(store, batch, [{ change_id, entry_id, verdict: 'new', seq: 7 }])
    expect((await outboxRows(store)).map((row) => row.change)).toMatchObject([
      { base_seq: 7, data: { score: 6 } },
    ])
    expect(await kept(entry)).toMatchObject({ seq: 7, data: { score: 6 }, state: 'waiting' })
  })

  it('names the version it was made on', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await answered('new', 7)
    await reviseEntry(store, (await kept(entry)) as Entry<'pain'>, painData({ score: 2, moment: 'now' }))
    expect((await outboxRows(store))[0]?.change.base_seq).toBe(7)
    await answered('updated', 8)
    expect(await kept(entry)).toMatchObject({ seq: 8, state: 'sent', data: { score: 2 } })
  })

  it('builds on the verdict that came while the patient was still writing', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await answered('new', 7)
    await reviseEntry(store, entry, painData({ score: 2, moment: 'now' }))
    expect((await outboxRows(store))[0]?.change.base_seq).toBe(7)
  })
})

describe('removing an entry', () => {
  it('leaves no trace of what never left', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await removeEntry(store, entry.entry_id)
    expect(await getEntry(store, entry.entry_id)).toBeNull()
    expect(await outboxRows(store)).toEqual([])
  })

  it('tells the server of what it knows', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await answered('new', 7)
    await removeEntry(store, entry.entry_id)
    expect(await listEntries(store)).toEqual([])
    expect((await outboxRows(store))[0]?.change).toMatchObject({ action: 'delete', base_seq: 7, data: {} })
    await answered('deleted', 8)
    expect(await outboxRows(store)).toEqual([])
    expect(await kept(entry)).toMatchObject({ deleted: true, state: 'sent', seq: 8 })
  })

  it('tells the server of what may have reached it', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await take()
    await removeEntry(store, entry.entry_id)
    expect((await outboxRows(store)).map((row) => row.change.action)).toEqual(['put', 'delete'])
  })
})

describe('a refused entry', () => {
  const REASON = { code: 'score_out_of_range', detail: 'A score is 0 to 10.' }

  it('stays, with the server’s reason', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await answered('refused', null, REASON)
    expect(await kept(entry)).toMatchObject({ state: 'refused', problem: REASON, data: { score: 4 } })
    expect(await outboxRows(store)).toMatchObject([{ state: 'refused', problem: REASON }])
  })

  it('is not sent again by itself', async () => {
    await saveEntry(store, pain(4))
    await answered('refused', null, REASON)
    expect(await take()).toEqual([])
  })

  it('is mended with a new change', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    const [before] = await outboxRows(store)
    await answered('refused', null, REASON)
    await reviseEntry(store, (await kept(entry)) as Entry<'pain'>, painData({ score: 5, moment: 'now' }))
    const rows = await outboxRows(store)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.change.change_id).not.toBe(before?.change.change_id)
    const mended = await kept(entry)
    expect(mended.state).toBe('waiting')
    expect(mended.problem).toBeUndefined()
  })

  it('can be given up: a new one is gone', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await answered('refused', null, REASON)
    await discardRefused(store, entry.entry_id)
    expect(await getEntry(store, entry.entry_id)).toBeNull()
    expect(await outboxRows(store)).toEqual([])
  })

  it('can be given up: a correction goes back to what was before', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await answered('new', 7)
    await reviseEntry(store, (await kept(entry)) as Entry<'pain'>, painData({ score: 9, moment: 'now' }))
    await answered('refused', null, REASON)
    await discardRefused(store, entry.entry_id)
    expect(await kept(entry)).toMatchObject({ state: 'sent', seq: 7, data: { score: 4 } })
  })

  it('cannot be given up by mistake while it is only waiting', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await discardRefused(store, entry.entry_id)
    expect(await outboxRows(store)).toHaveLength(1)
  })
})

describe('an entry that lost', () => {
  it('shows what was written here beside the version that stands, until it is put away', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await answered('stale', 9)
    expect(await kept(entry)).toMatchObject({ state: 'sent', stale: { data: { score: 4 } } })
    await dismissStale(store, entry.entry_id)
    expect((await kept(entry)).stale).toBeUndefined()
  })

  it('stays visible when the other side had deleted it', async () => {
    const entry = pain(4)
    await saveEntry(store, entry)
    await answered('deleted', 9)
    expect(await listEntries(store)).toMatchObject([{ deleted: true, stale: { data: { score: 4 } } }])
    await dismissStale(store, entry.entry_id)
    expect(await listEntries(store)).toEqual([])
  })
})

describe('two people on one phone', () => {
  it('never see each other’s diary', async () => {
    await saveEntry(store, pain(4))
    const bens = await openStore('ben')
    expect(await listEntries(bens)).toEqual([])
    expect(await takeBatch(bens, ALL, new Set())).toEqual([])
  })

  it('leave nothing behind when one is removed', async () => {
    await saveEntry(store, pain(4))
    await deleteStore('ana')
    await expect(listEntries(store)).rejects.toThrow('removed from this phone')
    const names = (await indexedDB.databases()).map((database) => database.name)
    expect(names).not.toContain('footing-ana')
  })
})
