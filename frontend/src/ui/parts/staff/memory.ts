import { effect } from '@preact/signals'
import { me } from '../../state/session'

export interface Memory<T> {
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): void
}

/** A place in memory that is emptied when the person signs out or another signs in. Nothing of it is written down. */
export function forgetful<T>(): Memory<T> {
  const kept = new Map<string, T>()
  let whose: string | undefined
  effect(() => {
    if (me.value?.id !== whose) kept.clear()
    whose = me.value?.id
  })
  return kept
}
