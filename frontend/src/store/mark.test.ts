import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startDraft } from '../domain/session'
import { anAssignment, MADRID, NOW, pain, TODAY } from '../testing/cast'
import { newMemory } from '../testing/phone'
import { openStore, type Store } from './db'
import { removeEntry, saveEntry } from './diary'
import { saveDraft } from './draft'
import { clearMark, isBlank, keepLoss, keepMark, readLoss, readMark } from './mark'
import { settle, takeBatch } from './outbox'

/** The browser's cache, which outlives the diary. */
function newCache(): void {
  const kept = new Map<string, string>()
  const cache = {
    put: async (path: string, what: Response) => void kept.set(path, await what.text()),
    match: async (path: string) => (kept.has(path) ? new Response(kept.get(path)) : undefined),
    delete: async (path: string) => kept.delete(path),
  }
  vi.stubGlobal('caches', { open: async () => cache })
  vi.stubGlobal('navigator', {})
}

let store: Store

beforeEach(async () => {
  newMemory()
  newCache()
  store = await openStore('ana')
})

afterEach(() => vi.unstubAllGlobals())

describe('the mark of what a phone keeps', () => {
  it('names what is not sent by kind and day, and none of its answers', async () => {
    const entry = pain(7, NOW, MADRID)
    await saveEntry(store, { ...entry, data: { ...entry.data, note: 'after the walk' } })
    const unsent = { entry_id: entry.entry_id, kind: 'pain', on: TODAY, known: false }
    expect(await readMark()).toEqual({ user_id: 'ana', entries: 1, unsent: [unsent], draft_on: null })
  })

  it('lets go of what was sent or removed', async () => {
    const [sent, removed] = [pain(4), pain(5)]
    await saveEntry(store, sent)
    await saveEntry(store, removed)
    await removeEntry(store, removed.entry_id)
    const batch = await takeBatch(store, { changes: 9, bytes: 9999 }, new Set())
    const [row] = batch
    const verdict = {
      change_id: row?.change.change_id ?? '',
      entry_id: sent.entry_id,
      verdict: 'new',
      seq: 1,
    } as const
    await settle(store, batch, [verdict])
    expect(await readMark()).toMatchObject({ entries: 1, unsent: [] })
  })

  it('knows of a session in progress', async () => {
    await saveDraft(store, startDraft(anAssignment(), NOW, MADRID))
    expect(await readMark()).toMatchObject({ draft_on: TODAY })
  })

  it('outlives the diary, which comes up blank', async () => {
    await saveEntry(store, pain(4))
    expect(await isBlank(store)).toBe(false)
    newMemory()
    expect(await isBlank(await openStore('ana'))).toBe(true)
    expect(await readMark()).toMatchObject({ entries: 1 })
  })

  it('is gone with the person, and is not made again by what was under way', async () => {
    await saveEntry(store, pain(4))
    await keepLoss({ user_id: 'ana', entries: 1, unsent: [], draft_on: null, at: '' })
    store.retire()
    await clearMark()
    await keepMark(store)
    expect([await readMark(), await readLoss()]).toEqual([null, null])
  })

  it('is not needed for saving: a browser without a cache saves all the same', async () => {
    vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('', 'SecurityError')) })
    await saveEntry(store, pain(4))
    expect(await isBlank(store)).toBe(false)
  })
})
