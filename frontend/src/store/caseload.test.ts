import { beforeEach, describe, expect, it } from 'vitest'
import { newCaches, newMemory } from '../testing/phone'
import { pathsCached } from './cache'
import { dropCaseload, keepCaseload, readCaseload } from './caseload'
import { deleteStore, openStore, type Store } from './db'

const FETCHED = new Date('2026-11-20T16:40:00Z')
const list = (name: string, at = FETCHED) => ({ fetched_at: at.toISOString(), rows: [{ name }] })
const after = (days: number, ms = 0) => new Date(FETCHED.getTime() + days * 86_400_000 + ms)

describe('the list of patients kept on the device', () => {
  let store: Store

  beforeEach(async () => {
    newMemory()
    newCaches()
    store = await openStore('tess')
  })

  it('is none on a new device', async () => {
    expect(await readCaseload(store, FETCHED)).toBeNull()
  })

  it('is the one that was shown last', async () => {
    await keepCaseload(store, list('Ana'))
    await keepCaseload(store, list('Zoe', after(1)))
    expect(await readCaseload(store, after(2))).toEqual(list('Zoe', after(1)))
  })

  it('is there for seven days and gone for good after them', async () => {
    await keepCaseload(store, list('Ana'))
    expect(await readCaseload(store, after(7))).toEqual(list('Ana'))
    expect(await readCaseload(store, after(7, 1))).toBeNull()
    expect(await readCaseload(store, FETCHED)).toBeNull()
  })

  it('is gone once it is dropped', async () => {
    await keepCaseload(store, list('Ana'))
    await dropCaseload(store)
    expect(await readCaseload(store, FETCHED)).toBeNull()
  })

  it('goes with the person', async () => {
    await keepCaseload(store, list('Ana'))
    store.close()
    await deleteStore('tess')
    expect(await readCaseload(await openStore('tess'), FETCHED)).toBeNull()
  })

  it('is another one for another person', async () => {
    await keepCaseload(store, list('Ana'))
    expect(await readCaseload(await openStore('ben'), FETCHED)).toBeNull()
  })

  it('has no copy outside the database', async () => {
    await keepCaseload(store, list('Ana'))
    expect(await pathsCached('footing-mark-tess')).toEqual([])
  })
})
