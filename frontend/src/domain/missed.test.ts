import { describe, expect, it } from 'vitest'
import { anAssignment, aPlan, aVersion, pain, session, TODAY } from '../testing/cast'
import { missedYesterday } from './missed'

const before = (days: number) => new Date(Date.parse('2026-11-20T12:00:00Z') - days * 86_400_000)
const names = (of: ReturnType<typeof missedYesterday>) => of.assignments.map(({ id }) => id)

describe('what is not written down of yesterday', () => {
  it('is the pain and the exercises of a planned day', () => {
    const missed = missedYesterday(aPlan(), [pain(3, before(2))], TODAY)
    expect(missed.pain).toBe(true)
    expect(names(missed)).toEqual(['a1'])
  })

  it('is nothing once both are told', () => {
    const diary = [pain(3, before(1)), session({ s1: 3, s2: 4 }, before(1))]
    expect(missedYesterday(aPlan(), diary, TODAY)).toEqual({ pain: false, assignments: [] })
  })

  it('asks for no pain of a day before the diary began', () => {
    expect(missedYesterday(aPlan(), [pain(3)], TODAY).pain).toBe(false)
    expect(missedYesterday(null, [], TODAY)).toEqual({ pain: false, assignments: [] })
  })

  it('leaves out a rest day, a held day and a plan that begins today', () => {
    const rest = anAssignment({ versions: [aVersion({ days: [5] })] })
    const held = anAssignment({ holds: [{ from_on: '2026-11-18', until_on: null, reason: 'ill' }] })
    const fresh = anAssignment({ starts_on: TODAY })
    for (const one of [rest, held, fresh])
      expect(names(missedYesterday(aPlan({ assignments: [one] }), [], TODAY))).toEqual([])
  })
})
