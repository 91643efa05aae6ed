import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startDraft } from '../domain/session'
import { anAssignment, MADRID, NOW, pain, session, TODAY } from '../testing/cast'
import { newMemory } from '../testing/phone'
import { addAnswer, keepAgain, keepReminded, removeAnswer, waitingAnswers } from './answers'
import { adoptEpoch, applyPage, meetEpoch } from './cursor'
import { openStore, type Store } from './db'
import {
  discardRefused,
  dismissStale,
  listEntries,
  removeEntry,
  reviseEntry,
  saveEntry,
  saveSession,
} from './diary'
import { clearDraft, saveDraft } from './draft'
import { promisify } from './idb'
import { forgetMe, readIdentity, saveMe } from './identity'
import { returnBatch, settle, takeBatch } from './outbox'
import { savePlan } from './plan'
import { keepWeeks } from './weeks'

const LIMITS = { changes: 10, bytes: 10_000 }
const REMINDED = { notice_id: 'n1', kind: 'exercise', on: TODAY, shown_at: '', expires_at: null } as const

/** The stores of each write, in the order the writes were asked for. */
let scopes: string[][]
let store: Store

beforeEach(async () => {
  newMemory()
  store = await openStore('ana')
  scopes = []
  const real = IDBDatabase.prototype.transaction
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...call) {
    if (call[1] === 'readwrite') scopes.push([...(call[0] as string[])])
    return real.apply(this, call)
  })
})

afterEach(() => vi.restoreAllMocks())

const WRITES: Record<string, () => Promise<unknown>> = {
  saveEntry: () => saveEntry(store, pain(4)),
  saveSession: () => saveSession(store, session({ s1: 1 })),
  reviseEntry: () => reviseEntry(store, pain(4), pain(5).data),
  removeEntry: () => removeEntry(store, 'e1'),
  discardRefused: () => discardRefused(store, 'e1'),
  dismissStale: () => dismissStale(store, 'e1'),
  saveDraft: () => saveDraft(store, startDraft(anAssignment(), NOW, MADRID)),
  clearDraft: () => clearDraft(store),
  savePlan: () => savePlan(store, {} as never, null, NOW),
  keepWeeks: () => keepWeeks(store, [{ year: 2026, week: 47 }]),
  meetEpoch: () => meetEpoch(store, 'epoch-1'),
  applyPage: () => applyPage(store, [], { epoch: 'epoch-1', after: 0 }, NOW),
  adoptEpoch: () => adoptEpoch(store, 'epoch-2', NOW),
  takeBatch: () => takeBatch(store, LIMITS, new Set()),
  returnBatch: () => returnBatch(store, []),
  settle: () => settle(store, [], []),
  addAnswer: () => addAnswer(store, { notice_id: 'n1', action: 'done', at: '' }, NOW),
  removeAnswer: async () => {
    await addAnswer(store, { notice_id: 'n1', action: 'done', at: '' }, NOW)
    for (const row of await waitingAnswers(store)) await removeAnswer(store, row)
  },
  keepAgain: () => keepAgain(store, 'n1', null),
  keepReminded: () => keepReminded(store, REMINDED),
}

describe('a write of the diary', () => {
  it.each(Object.entries(WRITES))('names the store that all writes share: %s', async (_, write) => {
    await write()
    expect(scopes).not.toEqual([])
    for (const scope of scopes) expect(scope).toContain('kept')
  })

  it('waits for the one under way, in another tab or in the worker too', async () => {
    const other = await openStore('ana')
    const order: string[] = []
    const count = (tx: IDBTransaction, name: string) => promisify(tx.objectStore(name).count())
    const slow = store.transact(['entries'], 'readwrite', async (tx) => {
      for (const _ of Array(20)) await count(tx, 'entries')
      order.push('first')
    })
    const quick = other.transact(['outbox'], 'readwrite', async (tx) => {
      await count(tx, 'outbox')
      order.push('second')
    })
    await Promise.all([slow, quick])
    expect(order).toEqual(['first', 'second'])
    expect(await listEntries(store)).toEqual([])
  })

  it('is begun in one place only, where the shared store is named', () => {
    const sources = readdirSync(import.meta.dirname).filter((name) => /(?<!\.test)\.ts$/.test(name))
    const having = (text: RegExp) =>
      sources.filter((name) => text.test(readFileSync(`${import.meta.dirname}/${name}`, 'utf8')))
    expect(having(/\.transaction\(/)).toEqual(['idb.ts'])
    // `identity.ts` keeps a database of its own, with a single store.
    expect(having(/[^.]transact\(/)).toEqual(['db.ts', 'identity.ts', 'restore.ts'])
  })
})

describe('a write of the outbox', () => {
  it('is in one place only, where the mark is told of it', () => {
    const sources = readdirSync(import.meta.dirname).filter((name) => /(?<!\.test)\.ts$/.test(name))
    const writing = sources.filter((name) =>
      /objectStore\('outbox'\)\s*\.(add|put|delete|clear)/.test(
        readFileSync(`${import.meta.dirname}/${name}`, 'utf8'),
      ),
    )
    expect(writing).toEqual(['rows.ts'])
  })
})

describe('a write of the identity', () => {
  it('has one store, so that no two of them are under way together', async () => {
    await readIdentity()
    await saveMe({ id: 'ana' } as never)
    await forgetMe()
    expect(new Set(scopes.map(String))).toEqual(new Set(['identity']))
  })
})
