import { describe, expect, it } from 'vitest'
import { ids, MADRID, NOW, sessionData } from '../testing/cast'
import { dayOf } from './entry'
import { newPainEntry, newSessionEntry } from './newEntry'
import { datedAt, instantMeant, isToldLater, madeAt, whenMeant } from './told'

const pain = (now = NOW) => newPainEntry({ score: 4, moment: 'now' }, now, MADRID, ids)

describe('an entry for yesterday', () => {
  it('is dated on the day before, at the part of the day that was meant', () => {
    const entry = datedAt(pain(), instantMeant('evening', NOW, MADRID))
    expect(entry.recorded_at).toBe('2026-11-19T20:00:00+01:00')
    expect(dayOf(entry)).toBe('2026-11-19')
  })

  it('is told later, on whichever device it is read', () => {
    expect(isToldLater(datedAt(pain(), instantMeant('morning', NOW, MADRID)))).toBe(true)
    expect(isToldLater(pain())).toBe(false)
  })

  it('keeps its local time when the clocks changed in the night', () => {
    const sunday = new Date('2026-10-25T12:00:00Z')
    const monday = new Date('2026-10-26T12:00:00Z')
    expect(instantMeant('evening', sunday, MADRID).toISOString()).toBe('2026-10-24T18:00:00.000Z')
    expect(instantMeant('evening', monday, MADRID).toISOString()).toBe('2026-10-25T19:00:00.000Z')
  })
})

describe('a session that passed midnight', () => {
  it('is not told later, although it began the day before', () => {
    const saved = new Date('2026-11-20T23:10:00Z')
    const entry = newSessionEntry(sessionData({ s1: 1 }, 'a1', saved), saved, MADRID, ids)
    const begun = { ...entry, data: { ...entry.data, started_at: '2026-11-20T23:57:00+01:00' } }
    expect(dayOf(begun)).toBe('2026-11-20')
    expect(isToldLater(begun)).toBe(false)
  })
})

describe('an id', () => {
  it('tells when the entry was made', () => {
    expect(madeAt(ids(NOW))).toEqual(NOW)
  })

  it('of another kind tells nothing, and nothing is claimed', () => {
    const entry = { ...pain(), entry_id: '9f1c6a0e-1b1d-4a52-9c9f-0a1b2c3d4e5f' }
    expect(madeAt(entry.entry_id)).toBeNull()
    expect(isToldLater({ ...entry, recorded_at: '2026-11-01T08:00:00+01:00' })).toBe(false)
  })
})

describe('a draft that comes back', () => {
  it('still means now on the same day', () => {
    expect(whenMeant('2026-11-20T07:00:00Z', NOW, MADRID)).toBe('now')
  })

  it('means its part of yesterday on the next day', () => {
    expect(whenMeant('2026-11-19T21:00:00Z', NOW, MADRID)).toBe('evening')
    expect(whenMeant('2026-11-19T11:00:00Z', NOW, MADRID)).toBe('noon')
  })

  it('means no time when it is older', () => {
    expect(whenMeant('2026-11-18T12:00:00Z', NOW, MADRID)).toBeNull()
  })
})
