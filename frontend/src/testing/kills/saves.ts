/** A page that measures for `python -m bench.saves` how long a save takes beside what is not sent yet. */
import { startDraft } from '../../domain/session'
import { openStore, type Store } from '../../store/db'
import { saveEntry } from '../../store/diary'
import { saveDraft } from '../../store/draft'
import { anAssignment, MADRID, NOW, pain } from '../cast'

const UNSENT = [0, 50, 500]
const SAVES = 40

const tell = (path: string, what: unknown) => fetch(path, { method: 'POST', body: JSON.stringify(what) })

/** How long each of some saves took, in milliseconds. */
async function timed(save: () => Promise<void>): Promise<number[]> {
  const took: number[] = []
  for (let saves = 0; saves < SAVES; saves += 1) {
    const began = performance.now()
    await save()
    took.push(performance.now() - began)
  }
  return took
}

async function measure(store: Store): Promise<object> {
  const entry = await timed(() => saveEntry(store, pain(4)))
  const begun = startDraft(anAssignment(), NOW, MADRID)
  let effort = 0
  const draft = await timed(() => saveDraft(store, { ...begun, effort: ++effort }))
  return { entry, draft }
}

async function main(): Promise<void> {
  const found: object[] = []
  for (const unsent of UNSENT) {
    const store = await openStore(`ana-${unsent}`)
    for (let saves = 0; saves < unsent; saves += 1) await saveEntry(store, pain(4))
    found.push({ unsent, ...(await measure(store)) })
  }
  await tell('/found', { found })
  await tell('/began', null)
}

main().catch((error: unknown) => tell('/failed', String(error)))
