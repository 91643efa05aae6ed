import { describe, expect, it } from 'vitest'
import { anAssignment, ids, MADRID, NOW, pain, session, sessionData, TODAY } from '../testing/cast'
import { checkInsOn, justLogged, worstTold } from './checkIn'
import { newSessionEntry } from './newEntry'
import { scoreStep, startDraft } from './session'

const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000)
const withBefore = (pain_before: 4 | 6, ended = NOW) =>
  newSessionEntry({ ...sessionData({ s1: 1 }, 'a1', ended), pain_before }, ended, MADRID, ids)

describe('pain logged just before a session', () => {
  it('is known four minutes later', () => {
    expect(justLogged([pain(6)], minutes(4))).toEqual({ score: 6 })
  })

  it('is the latest one', () => {
    expect(justLogged([pain(6), pain(2, minutes(3))], minutes(4))).toEqual({ score: 2 })
  })

  it('is asked again after an hour, and when it was about another moment', () => {
    expect(justLogged([pain(6)], minutes(60))).toBeNull()
    const worst = { ...pain(6), data: { ...pain(6).data, moment: 'worst_24h' as const } }
    expect(justLogged([worst], minutes(4))).toBeNull()
  })

  it('is not taken from an entry that was deleted or lies ahead', () => {
    expect(justLogged([{ ...pain(6), deleted: true }], minutes(4))).toBeNull()
    expect(justLogged([pain(6, minutes(10))], minutes(4))).toBeNull()
  })
})

describe('the check-in of a day', () => {
  it('is answered by the pain before a session', () => {
    expect(checkInsOn([withBefore(4)], TODAY)).toMatchObject([{ score: 4, moment: 'before' }])
  })

  it('names one score once when a session took it over', () => {
    const logged = pain(6, minutes(-12))
    expect(checkInsOn([withBefore(6), logged], TODAY)).toMatchObject([{ score: 6, moment: 'now' }])
  })

  it('is not answered by a session without a score', () => {
    expect(checkInsOn([session({ s1: 1 })], TODAY)).toEqual([])
  })
})

describe('the worst pain of a session', () => {
  const begun = { ...startDraft(anAssignment(), NOW, MADRID), pain_before: 4 as const }

  it('is at least what was told before and during it', () => {
    expect(worstTold(begun)).toBe(4)
    expect(worstTold(scoreStep(begun, 's1', 5))).toBe(5)
    expect(worstTold(scoreStep(begun, 's1', 2))).toBe(4)
  })

  it('is what was said of the whole', () => {
    expect(worstTold({ ...scoreStep(begun, 's1', 5), pain_worst: 3 })).toBe(3)
  })

  it('is unknown where nothing was told', () => {
    expect(worstTold(startDraft(anAssignment(), NOW, MADRID))).toBeNull()
  })
})
