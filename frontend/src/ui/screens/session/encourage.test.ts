import { describe, expect, it } from 'vitest'
import { cautionFor, praiseFor, type Told } from './encourage'

const zones = { green_to: 2, amber_to: 5, next_morning_rule: true, nerve_rule: true }
const pain = (pain_before: number | null, pain_worst: number | null, pain_after: number | null) =>
  ({ pain_before, pain_worst, pain_after, steps: [] }) as Told

describe('praiseFor', () => {
  it('praises a full session', () => expect(praiseFor(6, 6)).toBe('full'))
  it('counts every set of a part', () => expect(praiseFor(2, 6)).toBe('part'))
  it('does not praise what was not done', () => expect(praiseFor(0, 6)).toBe('none'))
  it('takes more than planned as full', () => expect(praiseFor(8, 6)).toBe('full'))
})

describe('cautionFor', () => {
  it('says nothing about settled pain', () => expect(cautionFor(pain(3, 4, 3), zones)).toBeNull())
  it('warns in the red zone', () => expect(cautionFor(pain(3, 6, 3), zones)).toBe('high'))
  it('warns when a single exercise was in the red zone', () =>
    expect(cautionFor({ ...pain(3, 4, 3), steps: [{ pain: null }, { pain: 7 }] }, zones)).toBe('high'))

  it('warns of a rise of two points', () => expect(cautionFor(pain(1, 3, 3), zones)).toBe('sore'))
  it('says nothing where no pain was told', () =>
    expect(cautionFor(pain(null, null, null), zones)).toBeNull())
  it('does not take a missing answer as zero', () =>
    expect(cautionFor(pain(null, null, 4), zones)).toBeNull())
})
