import { effect, signal } from '@preact/signals'
import type { Loss } from '../../domain/loss'
import { clearLoss, readLoss } from '../../store/restore'
import { store } from './session'

/** That the browser had lost this person's diary, and what was put back, until the person has read it. */
export const loss = signal<Loss | null>(null)

/** Follows whichever diary is open. */
export function startLoss(): void {
  effect(() => {
    const from = store.value
    loss.value = null
    if (!from) return
    const show = (found: Loss | null) => {
      if (store.peek() === from) loss.value = found
    }
    readLoss(from).then(show, () => undefined)
  })
}

/** The person has read it, or there is nothing to read any more. */
export async function putLossAway(): Promise<void> {
  loss.value = null
  if (store.value) await clearLoss(store.value)
}
