import { Problem, TooLarge } from '../api/errors'
import type { Api, Pushed } from '../api/patient'
import type { OutboxRow } from '../domain/outbox'
import { adoptEpoch, meetEpoch, readCursor } from '../store/cursor'
import type { Store } from '../store/db'
import { type BatchLimits, returnBatch, settle, takeBatch } from '../store/outbox'

/** Well within what the server takes (200 changes, 1 MiB), so that a slow network loses little. */
const LIMITS: BatchLimits = { changes: 50, bytes: 900 * 1024 }

/** The server answered without a word on any of our changes. */
export class NoVerdict extends Error {
  override name = 'NoVerdict'
}

/**
 * Sends what waits in the outbox until nothing is left that has not been tried. Must run alone.
 *
 * @throws Offline, SignedOut, Throttled or a Problem; nothing is lost then, the changes wait again.
 */
export async function pushAll(store: Store, api: Api, deviceId: string, now: Date): Promise<void> {
  const tried = new Set<number>()
  let limits = LIMITS
  for (;;) {
    const batch = await takeBatch(store, limits, tried)
    if (batch.length === 0) return
    try {
      await pushBatch(store, api, deviceId, batch, now)
      for (const row of batch) tried.add(row.order)
    } catch (error) {
      if (!isAboutTheBatch(error)) throw await backInto(store, batch, error)
      if (batch.length === 1) await refuseHere(store, batch, error)
      else await returnBatch(store, batch)
      limits = { changes: Math.max(1, Math.floor(batch.length / 2)), bytes: limits.bytes }
    }
  }
}

/** Too large, or one broken change that spoils the others: smaller batches find out which. */
function isAboutTheBatch(error: unknown): error is Problem {
  return error instanceof TooLarge || (error instanceof Problem && [400, 422].includes(error.status))
}

async function backInto(store: Store, batch: readonly OutboxRow[], error: unknown): Promise<unknown> {
  await returnBatch(store, batch)
  return error
}

async function pushBatch(store: Store, api: Api, deviceId: string, batch: readonly OutboxRow[], now: Date) {
  const { epoch } = await readCursor(store)
  const changes = batch.map((row) => row.change)
  const pushed = await api.push({ device_id: deviceId, epoch, changes })
  const answered = await settle(store, batch, pushed.verdicts)
  if (answered < batch.length) await returnBatch(store, batch)
  await followEpoch(store, epoch, pushed, now)
  if (answered === 0) throw new NoVerdict('The server gave no verdict.')
}

async function followEpoch(store: Store, known: string | null, pushed: Pushed, now: Date): Promise<void> {
  if (known === null) await meetEpoch(store, pushed.epoch)
  else if (known !== pushed.epoch) await adoptEpoch(store, pushed.epoch, now)
}

/** A change that the server will not even read stays here with the reason, where the patient can mend it. */
async function refuseHere(store: Store, batch: readonly OutboxRow[], error: Problem): Promise<void> {
  const code = error instanceof TooLarge ? 'too_large' : 'not_understood'
  const problem = { code, detail: detailOf(error) }
  const verdicts = batch.map(({ change }) => ({
    change_id: change.change_id,
    entry_id: change.entry_id,
    verdict: 'refused' as const,
    seq: null,
    problem,
  }))
  await settle(store, batch, verdicts)
}

function detailOf(error: Problem): string {
  const fields = Object.entries(error.errors).map(([field, messages]) => `${field}: ${messages.join(' ')}`)
  return [error.body.detail, ...fields].filter(Boolean).join(' ')
}
