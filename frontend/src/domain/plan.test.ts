import { describe, expect, it } from 'vitest'
import { anAssignment, aStep, aVersion } from '../testing/cast'
import { plannedOn, setsADay, setsOf, versionOn } from './plan'

describe('the version in force', () => {
  const assignment = anAssignment({
    starts_on: '2026-11-02',
    ends_on: '2026-11-30',
    versions: [
      aVersion({ version: 1, valid_from: '2026-11-02' }),
      aVersion({ version: 2, valid_from: '2026-11-09' }),
      aVersion({ version: 3, valid_from: '2026-11-09' }),
    ],
  })

  it('stays in force for the past when a new one comes', () => {
    expect(versionOn(assignment, '2026-11-08')?.version).toBe(1)
  })

  it('is the later of two from the same day', () => {
    expect(versionOn(assignment, '2026-11-09')?.version).toBe(3)
  })

  it('does not exist before the start and after the end', () => {
    expect(versionOn(assignment, '2026-11-01')).toBeNull()
    expect(versionOn(assignment, '2026-11-30')?.version).toBe(3)
    expect(versionOn(assignment, '2026-12-01')).toBeNull()
  })

  it('does not depend on the order in which versions are told', () => {
    const turned = { ...assignment, versions: [...assignment.versions].reverse() }
    expect(versionOn(turned, '2026-11-20')?.version).toBe(3)
  })
})

describe('what is planned', () => {
  it('is nothing on other weekdays', () => {
    expect(plannedOn(anAssignment(), '2026-11-21')).toBeNull()
  })

  it('is nothing while held, both ends included', () => {
    const assignment = anAssignment({
      holds: [{ from_on: '2026-11-10', until_on: '2026-11-12', reason: 'flare' }],
    })
    const planned = ['09', '10', '12', '13'].map((day) => plannedOn(assignment, `2026-11-${day}`) !== null)
    expect(planned).toEqual([true, false, false, true])
  })

  it('stays nothing while a hold has no end', () => {
    const assignment = anAssignment({ holds: [{ from_on: '2026-11-10', until_on: null, reason: 'ill' }] })
    expect(plannedOn(assignment, '2027-03-01')).toBeNull()
  })
})

describe('the dose of a day', () => {
  it('counts each side as its own set', () => {
    expect(setsOf(aStep('s', { sets: 3, side: 'each' }))).toBe(6)
    expect(setsOf(aStep('s', { sets: 3, side: 'both' }))).toBe(3)
    expect(setsOf(aStep('s', { sets: null, side: 'left' }))).toBe(1)
  })

  it('is taken as many times as the plan says', () => {
    expect(setsADay(aVersion({ times_per_day: 2 }))).toBe(14)
  })
})
