import { signal } from '@preact/signals'
import { type Loss, lossOf } from '../../domain/loss'
import type { Me } from '../../domain/person'
import { openStore } from '../../store/db'
import { clearLoss, dropMark, isBlank, keepLoss, readLoss, readMark } from '../../store/mark'

/** What this phone had kept and lost, until the person has put it away. */
export const loss = signal<Loss | null>(null)

/**
 * Compares what the phone comes up with to what it had noted: browsers delete a database they take for damaged, and say
 * nothing.
 *
 * @param known who is signed in as far as the phone itself says; that may be lost too.
 */
export async function lookForLoss(known: Me | null): Promise<void> {
  const [mark, before] = await Promise.all([readMark(), readLoss()])
  const isLost =
    mark !== null && (known === null || (mark.user_id === known.id && (await cameUpEmpty(known))))
  const kept = mark !== null && (mark.entries > 0 || mark.unsent.length > 0 || mark.draft_on !== null)
  if (!isLost || (known !== null && !kept)) {
    loss.value = before
    return
  }
  loss.value = lossOf(mark, before, new Date())
  await keepLoss(loss.value)
  await dropMark()
}

async function cameUpEmpty(person: Me): Promise<boolean> {
  const opened = await openStore(person.id)
  try {
    return await isBlank(opened)
  } finally {
    opened.close()
  }
}

/** What one person lost is nothing to the next. */
export async function forgetLossOfOthers(userId: string): Promise<void> {
  if (loss.value && loss.value.user_id !== userId) await putLossAway()
}

/** The person has read it. */
export async function putLossAway(): Promise<void> {
  loss.value = null
  await clearLoss()
}
