import { beforeEach, describe, expect, it } from 'vitest'
import { newMemory } from '../testing/phone'
import { deleteStore, openStore, type Store } from './db'
import { keepWeeks, readWeeks } from './weeks'

const week = (year: number, number: number, sentence = '') => ({ year, week: number, sentence })

describe('the weeks kept on the phone', () => {
  let store: Store

  beforeEach(async () => {
    newMemory()
    store = await openStore('ana')
  })

  it('are none on a new phone', async () => {
    expect(await readWeeks(store)).toEqual([])
  })

  it('come back the latest first, over the turn of a year', async () => {
    await keepWeeks(store, [week(2026, 52)])
    await keepWeeks(store, [week(2026, 53), week(2027, 1)])
    expect(await readWeeks(store)).toEqual([week(2027, 1), week(2026, 53), week(2026, 52)])
  })

  it('say what was heard last of a week', async () => {
    await keepWeeks(store, [week(2026, 47, 'first'), week(2026, 46, 'older')])
    await keepWeeks(store, [week(2026, 47, 'told again')])
    expect(await readWeeks(store)).toEqual([week(2026, 47, 'told again'), week(2026, 46, 'older')])
  })

  it('are a year at most', async () => {
    await keepWeeks(
      store,
      Array.from({ length: 60 }, (_, i) => week(2026, i + 1)),
    )
    const kept = await readWeeks(store)
    expect([kept.length, kept[0]?.week, kept.at(-1)?.week]).toEqual([52, 60, 9])
  })

  it('go with the person', async () => {
    await keepWeeks(store, [week(2026, 47)])
    store.close()
    await deleteStore('ana')
    expect(await readWeeks(await openStore('ana'))).toEqual([])
  })
})
