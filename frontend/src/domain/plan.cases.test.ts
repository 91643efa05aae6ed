import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { anAssignment, aStep, aVersion } from '../testing/cast'
import { datesBetween, type LocalDate, localDate, type Weekday } from './clock'
import { type Assignment, dueOn, type Hold, holdOn, plannedOn, type Side, setsOf } from './plan'

type Days = Pick<Hold, 'from_on' | 'until_on'>

interface Prescribed {
  id: string
  starts_on: LocalDate
  ends_on: LocalDate | null
  first_day_counts: boolean
  holds: Days[]
  versions: {
    valid_from: LocalDate
    days: Weekday[]
    times_per_day: number
    steps: { id: string; sets: number | null; side: Side }[]
  }[]
}

interface Case {
  name: string
  from: LocalDate
  to: LocalDate
  assignments: Prescribed[]
  warnings: Days[]
  planned: Record<LocalDate, Record<string, number>>
  held: LocalDate[]
}

interface Today {
  name: string
  now: string
  time_zone: string
  today: LocalDate
}

const file = new URL('../../../tests/shared/planned_day_cases.json', import.meta.url)
const { cases, todays } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[]; todays: Today[] }

/** As the plan tells them: a warning sign's pause is among the holds of each assignment. */
function assignmentsOf({ assignments, warnings }: Case): Assignment[] {
  return assignments.map(({ versions, holds, ...rest }) =>
    anAssignment({
      ...rest,
      holds: [
        ...holds.map((hold) => ({ ...hold, reason: 'other' })),
        ...warnings.map((hold) => ({ ...hold, reason: 'warning' })),
      ],
      versions: versions.map(({ steps, ...version }, place) =>
        aVersion({ ...version, version: place + 1, steps: steps.map((step) => aStep(step.id, step)) }),
      ),
    }),
  )
}

function setsOn(assignments: Assignment[], on: LocalDate): Record<string, number> {
  const sets: Record<string, number> = {}
  for (const version of assignments.map((each) => plannedOn(each, on))) {
    for (const step of version?.steps ?? []) {
      sets[step.id] = (sets[step.id] ?? 0) + setsOf(step) * (version?.times_per_day ?? 0)
    }
  }
  return sets
}

describe('the planned day, as the server knows it too', () => {
  it.each(cases)('$name', (one) => {
    const assignments = assignmentsOf(one)
    const days = datesBetween(one.from, one.to)
    const planned = days.map((on) => [on, setsOn(assignments, on)] as const)
    expect(Object.fromEntries(planned.filter(([, sets]) => Object.keys(sets).length > 0))).toEqual(
      one.planned,
    )
    const held = days.filter((on) => assignments.some((each) => dueOn(each, on) && holdOn(each, on)))
    expect(held).toEqual(one.held)
  })

  it.each(todays)('$name', ({ now, time_zone, today }) => {
    expect(localDate(new Date(now), time_zone)).toBe(today)
  })
})
