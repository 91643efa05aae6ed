import { effect } from '@preact/signals'
import { plan, ready } from './diary'
import { isPatient, standing } from './session'

const SETTLED_MS = 1500
const AT_LAST_MS = 20_000

/**
 * Does `work` once the first screen is of use: all that is only good for later waits, so that it takes nothing away from what
 * the person came for. Before a sign-in nothing is fetched for later.
 */
export function onceUsable(work: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = effect(() => {
    clearTimeout(timer)
    if (standing.value !== 'in') return
    const isShown = !isPatient.value || (ready.value && plan.value !== null)
    timer = setTimeout(finish, isShown ? SETTLED_MS : AT_LAST_MS)
  })
  function finish(): void {
    stop()
    work()
  }
}
