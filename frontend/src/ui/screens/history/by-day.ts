import type { LocalDate } from '../../../domain/clock'
import { dayOf, type Entry } from '../../../domain/entry'

export interface DiaryDay {
  readonly on: LocalDate
  readonly entries: readonly Entry[]
}

/** The diary day by day; days and entries keep the order they come in. */
export function byDay(entries: readonly Entry[]): DiaryDay[] {
  const days = new Map<LocalDate, Entry[]>()
  for (const entry of entries) {
    const on = dayOf(entry)
    const day = days.get(on)
    if (day) day.push(entry)
    else days.set(on, [entry])
  }
  return [...days].map(([on, all]) => ({ on, entries: all }))
}
