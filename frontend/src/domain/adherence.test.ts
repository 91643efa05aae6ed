import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anAssignment, aPlan, aStep, aVersion, session, TODAY } from '../testing/cast'
import { adherenceByDay, adherenceByWeek } from './adherence'
import type { Entry } from './entry'
import type { Plan } from './plan'

const noon = (date: string) => new Date(`${date}T12:00:00Z`)
const dayOfPlan = (on: string, entries: Entry[], plan: Pick<Plan, 'assignments' | 'on_hold'> = aPlan()) => {
  const [day] = adherenceByDay(plan, entries, on, on, TODAY)
  if (!day) throw new Error('no day')
  return day
}
const all = (on: string) => session({ s1: 3, s2: 4 }, noon(on))

describe('adherence of a day', () => {
  it('is sets done by sets prescribed', () => {
    const day = dayOfPlan('2026-11-19', [session({ s1: 3, s2: 1 }, noon('2026-11-19'))])
    expect(day).toMatchObject({ state: 'counted', prescribed: 7, done: 4 })
    expect(day.adherence).toBeCloseTo(4 / 7)
  })

  it('is null, never 0, when nothing was written', () => {
    expect(dayOfPlan('2026-11-19', [])).toMatchObject({ state: 'counted', adherence: null, done: 0 })
  })

  it('is 0 when the patient wrote that nothing was done', () => {
    expect(dayOfPlan('2026-11-19', [session({ s1: 0 }, noon('2026-11-19'))]).adherence).toBe(0)
  })

  it('never passes 1, and one step never stands in for another', () => {
    expect(dayOfPlan('2026-11-19', [all('2026-11-19'), all('2026-11-19')])).toMatchObject({
      adherence: 1,
      extra: 1,
    })
    expect(dayOfPlan('2026-11-19', [session({ s1: 7 }, noon('2026-11-19'))]).adherence).toBeCloseTo(3 / 7)
  })

  it('leaves rest days out and counts what was done then as extra', () => {
    const saturday = dayOfPlan('2026-11-14', [all('2026-11-14')])
    expect(saturday).toMatchObject({ state: 'rest', adherence: null, prescribed: 0, extra: 1 })
  })

  it('leaves held days out', () => {
    const held = anAssignment({ holds: [{ from_on: '2026-11-17', until_on: '2026-11-18', reason: 'ill' }] })
    const plan = aPlan({ assignments: [held] })
    expect(dayOfPlan('2026-11-18', [], plan)).toMatchObject({ state: 'held', adherence: null })
    expect(dayOfPlan('2026-11-19', [], plan).state).toBe('counted')
  })

  it('leaves every day out from a warning sign on', () => {
    const held = anAssignment({ holds: [{ from_on: '2026-11-19', until_on: null, reason: 'warning' }] })
    const plan = aPlan({ assignments: [held], on_hold: { reason: 'warning', since_on: '2026-11-19' } })
    expect(dayOfPlan('2026-11-18', [], plan).state).toBe('counted')
    expect(dayOfPlan('2026-11-19', [], plan).state).toBe('held')
  })

  it('keeps today pending and leaves the future out', () => {
    expect(dayOfPlan(TODAY, [all(TODAY)])).toMatchObject({ state: 'pending', adherence: 1 })
    expect(dayOfPlan('2026-11-23', []).state).toBe('future')
  })

  it('measures the past by the version that was in force then', () => {
    const more = aVersion({ version: 2, valid_from: '2026-11-19', steps: [aStep('s1', { sets: 10 })] })
    const plan = aPlan({ assignments: [anAssignment({ versions: [aVersion(), more] })] })
    expect(dayOfPlan('2026-11-18', [], plan).prescribed).toBe(7)
    expect(dayOfPlan('2026-11-19', [], plan).prescribed).toBe(10)
  })

  it('counts what was planned, however many clocks change in between', () => {
    const plan = aPlan({
      assignments: [
        anAssignment({ starts_on: '2026-10-01', versions: [aVersion({ valid_from: '2026-10-01' })] }),
      ],
    })
    const days = adherenceByDay(plan, [], '2026-10-01', '2026-11-19', TODAY)
    expect(days).toHaveLength(50)
    expect(days.filter((day) => day.state === 'counted')).toHaveLength(36)
  })

  it('stays between 0 and 1 for any history', () => {
    const sets = fc.record({ s1: fc.nat(9), s2: fc.nat(9), else: fc.nat(9) })
    const history = fc.array(fc.tuple(sets, fc.integer({ min: 1, max: 20 })), { maxLength: 12 })
    fc.assert(
      fc.property(history, (told) => {
        const entries = told.map(([done, day]) =>
          session(done, noon(`2026-11-${String(day).padStart(2, '0')}`)),
        )
        for (const day of adherenceByDay(aPlan(), entries, '2026-11-01', TODAY, TODAY)) {
          expect(day.adherence === null || (day.adherence >= 0 && day.adherence <= 1)).toBe(true)
          expect(day.done).toBeLessThanOrEqual(day.prescribed)
        }
      }),
    )
  })
})

describe('adherence of a week', () => {
  const week = (entries: Entry[], plan: Plan = aPlan()) =>
    adherenceByWeek(plan, entries, TODAY, TODAY, TODAY)[0]

  it('says so many of so many planned days', () => {
    const entries = ['2026-11-16', '2026-11-17', '2026-11-19'].map(all)
    expect(week(entries)).toMatchObject({ from: '2026-11-16', plannedDays: 5, doneDays: 3 })
  })

  it('counts today once something is done, and never as missed', () => {
    expect(week([all('2026-11-16')])).toMatchObject({ doneDays: 1, adherence: 7 / 28 })
    expect(week([all('2026-11-16'), all(TODAY)])).toMatchObject({ doneDays: 2, adherence: 7 / 28 })
  })

  it('is null when nothing at all was written', () => {
    expect(week([])).toMatchObject({ plannedDays: 5, doneDays: 0, adherence: null })
  })

  it('is not broken by a hold', () => {
    const held = anAssignment({
      holds: [{ from_on: '2026-11-17', until_on: '2026-11-20', reason: 'travel' }],
    })
    const plan = aPlan({ assignments: [held] })
    expect(week([all('2026-11-16')], plan)).toMatchObject({ plannedDays: 1, doneDays: 1, adherence: 1 })
  })

  it('goes from Monday to Sunday', () => {
    const weeks = adherenceByWeek(aPlan(), [], '2026-11-08', '2026-11-09', TODAY)
    expect(weeks.map((one) => one.from)).toEqual(['2026-11-02', '2026-11-09'])
    expect(weeks[0]?.days).toHaveLength(7)
  })
})
