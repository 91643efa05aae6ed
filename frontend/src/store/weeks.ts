import type { Store } from './db'
import { promisify } from './idb'
import { readKept } from './kept'

const WEEKS = 'weeks'
/** A year of weeks. */
const MOST = 52

/** An ISO week that was summed up; whatever else was told of it is kept as it is. */
export interface SummedUp {
  readonly year: number
  readonly week: number
}

const newestFirst = (a: SummedUp, b: SummedUp) => b.year - a.year || b.week - a.week

/** The weeks this phone has heard of, the latest first. */
export async function readWeeks<T extends SummedUp>(store: Store): Promise<T[]> {
  return (await readKept<T[]>(store, WEEKS)) ?? []
}

/** Keeps weeks for the time without a network: what was heard just now stands above what was kept of the same week. */
export async function keepWeeks<T extends SummedUp>(store: Store, heard: readonly T[]): Promise<void> {
  await store.transact(['kept'], 'readwrite', async (tx) => {
    const box = tx.objectStore('kept')
    const before: T[] = (await promisify(box.get(WEEKS))) ?? []
    const isNews = ({ year, week }: T) => !heard.some((one) => one.year === year && one.week === week)
    await promisify(box.put([...heard, ...before.filter(isNews)].sort(newestFirst).slice(0, MOST), WEEKS))
  })
}
