import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { anAssignment, aPlan, aStep, aVersion, ids, MADRID, sessionData } from '../testing/cast'
import { adherenceByDay, adherenceByWeek, type DayAdherence } from './adherence'
import type { LocalDate, Weekday } from './clock'
import type { Entry } from './entry'
import { newSessionEntry } from './newEntry'
import type { Hold, Plan, Side } from './plan'
import { todayOf } from './today'

interface Told {
  on: LocalDate
  assignment: string | null
  steps: Record<string, Side[]>
}

interface Prescribed {
  id: string
  starts_on: LocalDate
  ends_on: LocalDate | null
  holds: Pick<Hold, 'from_on' | 'until_on'>[]
  versions: {
    valid_from: LocalDate
    days: Weekday[]
    times_per_day: number
    steps: { id: string; exercise: string; sets: number | null; side: Side }[]
  }[]
}

type Share = [done: number, prescribed: number] | null

interface Case {
  name: string
  assignments: Prescribed[]
  sessions: Told[]
  days: Record<LocalDate, { state: string; planned: number; done: number; adherence: Share; extra: number }>
  week: Share
}

const file = new URL('../../../tests/shared/adherence_cases.json', import.meta.url)
const { today, cases } = JSON.parse(readFileSync(file, 'utf8')) as { today: LocalDate; cases: Case[] }

function planOf({ assignments }: Case): Plan {
  return aPlan({
    assignments: assignments.map(({ versions, holds, ...rest }) =>
      anAssignment({
        ...rest,
        holds: holds.map((hold) => ({ ...hold, reason: 'other' })),
        versions: versions.map(({ steps, ...version }, place) =>
          aVersion({ ...version, version: place + 1, steps: steps.map((step) => aStep(step.id, step)) }),
        ),
      }),
    ),
  })
}

function entryOf({ on, assignment, steps }: Told): Entry<'session'> {
  const told = Object.entries(steps).map(([step_id, sides]) => ({
    step_id,
    sets: sides.map((side) => ({ side, reps: 5, seconds: null })),
    pain: null,
    skipped: null,
  }))
  const noon = new Date(`${on}T12:00:00Z`)
  const data = { ...sessionData({}, assignment, noon), steps: told }
  return newSessionEntry(data, noon, MADRID, ids)
}

const shareOf = (share: Share) => share && share[0] / share[1]
const asTold = ({ state, prescribed, done, adherence, extra }: DayAdherence) => ({
  state,
  planned: prescribed,
  done,
  adherence,
  extra,
})

describe('adherence, as the server knows it too', () => {
  it.each(cases)('$name', (one) => {
    const plan = planOf(one)
    const entries = one.sessions.map(entryOf)
    for (const [on, { adherence, ...day }] of Object.entries(one.days)) {
      const [told] = adherenceByDay(plan, entries, on, on, today)
      expect(told && asTold(told), on).toEqual({ ...day, adherence: shareOf(adherence) })
    }
    expect(adherenceByWeek(plan, entries, today, today, today)[0]?.adherence).toBe(shareOf(one.week))
  })

  it.each(cases)('counts a day as Today does: $name', (one) => {
    const plan = planOf(one)
    const entries = one.sessions.map(entryOf)
    for (const [on, day] of Object.entries(one.days)) {
      const steps = todayOf(plan, entries, on).assignments.flatMap((assignment) => assignment.steps)
      expect(
        steps.reduce((sum, step) => sum + step.prescribed, 0),
        on,
      ).toBe(day.planned)
      expect(
        steps.reduce((sum, step) => sum + step.done, 0),
        on,
      ).toBe(day.done)
    }
  })
})
