/**
 * A page that writes to the phone's store without pause, beside a worker that does the same, for `python -m bench.kills`.
 * Before it writes it tells what it found, so that a killed browser shows at its next start what it has kept.
 */
import type { Entry } from '../../domain/entry'
import { isChange } from '../../domain/outbox'
import { startDraft } from '../../domain/session'
import { openStore, type Store } from '../../store/db'
import { getEntry, listEntries, outboxRows, saveEntry } from '../../store/diary'
import { readDraft, saveDraft } from '../../store/draft'
import { readIdentity, saveMe } from '../../store/identity'
import { noteAll, readMark } from '../../store/mark'
import { clearLoss, readLoss } from '../../store/restore'
import { anAssignment, MADRID, NOW, pain } from '../cast'

const USER = 'ana'
const PERSON = {
  id: USER,
  email: 'ana@example.org',
  name: 'Ana',
  time_zone: MADRID,
  language: 'en',
  roles: [],
  clinics: [],
  patient: { id: 'p1' },
}

const tell = (path: string, what: unknown) =>
  fetch(path, { method: 'POST', body: JSON.stringify(what), keepalive: true })

/** What this start finds of all that was saved before. */
async function found(store: Store): Promise<object> {
  const [entries, outbox, draft, mark, loss, identity] = await Promise.all([
    listEntries(store),
    outboxRows(store),
    readDraft(store),
    readMark(USER),
    readLoss(store),
    readIdentity(),
  ])
  return {
    entries: entries.map(({ entry_id }) => entry_id),
    outbox: outbox.map(({ change }) => change.entry_id),
    draft: draft !== null,
    noted: mark?.rows.filter(isChange).map(({ change }) => change.entry_id) ?? [],
    restored: loss !== null,
    person: identity.me?.id ?? null,
    device: identity.device_id,
  }
}

async function saveEntries(store: Store): Promise<never> {
  for (;;) {
    const entry: Entry = pain(4)
    await saveEntry(store, entry)
    void tell('/said', entry.entry_id)
  }
}

async function saveDrafts(store: Store): Promise<never> {
  const draft = startDraft(anAssignment(), NOW, MADRID)
  for (let effort = 0; ; effort = (effort + 1) % 11) await saveDraft(store, { ...draft, effort })
}

async function main(): Promise<void> {
  const store = await openStore(USER)
  await tell('/found', await found(store))
  await clearLoss(store)
  void noteAll(store)
  await saveMe(PERSON)
  await saveDraft(store, startDraft(anAssignment(), NOW, MADRID))
  new Worker('/worker.js', { type: 'module' }).onerror = (event) => void tell('/failed', event.message)
  await tell('/began', await getEntry(store, ''))
  await Promise.all([saveEntries(store), saveDrafts(store)])
}

main().catch((error: unknown) => tell('/failed', String(error)))
