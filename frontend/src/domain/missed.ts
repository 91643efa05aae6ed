import { checkInsOn } from './checkIn'
import { addDays, type LocalDate } from './clock'
import { dayOf, type Entry } from './entry'
import type { Assignment, Plan } from './plan'
import { todayOf } from './today'

export interface Missed {
  /** No score was told of yesterday, in a diary that is older. */
  readonly pain: boolean
  /** Assignments of which something planned yesterday is not written down. */
  readonly assignments: readonly Assignment[]
}

/** What is not written down of yesterday, seen from `today`. Of yesterday only: further back nobody remembers. */
export function missedYesterday(plan: Plan | null, diary: readonly Entry[], today: LocalDate): Missed {
  const eve = addDays(today, -1)
  const isOlder = diary.some((entry) => !entry.deleted && dayOf(entry) < today)
  const planned = plan ? todayOf(plan, diary, eve).assignments : []
  return {
    pain: isOlder && checkInsOn(diary, eve).length === 0,
    assignments: planned.filter(({ left }) => left > 0).map(({ assignment }) => assignment),
  }
}
