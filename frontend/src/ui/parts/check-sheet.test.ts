import { describe, expect, it } from 'vitest'
import { together } from './check-sheet'

describe('the findings of a foot check', () => {
  it('lets "nothing new" stand alone', () =>
    expect(together(['blister'], ['blister', 'none'])).toEqual(['none']))
  it('clears "nothing new" when something is found', () =>
    expect(together(['none'], ['none', 'warm'])).toEqual(['warm']))
  it('keeps several findings', () =>
    expect(together(['warm'], ['warm', 'blister'])).toEqual(['warm', 'blister']))
  it('takes the last finding away', () => expect(together(['warm'], [])).toEqual([]))
})
