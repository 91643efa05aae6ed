import { describe, expect, it } from 'vitest'
import { ids, MADRID, NOW } from '../testing/cast'
import { newFootCheckEntry } from './newEntry'

describe('a foot check', () => {
  it('keeps what was found', () => {
    const entry = newFootCheckEntry({ findings: ['redness', 'warm'] }, NOW, MADRID, ids)
    expect(entry.data).toEqual({ findings: ['redness', 'warm'], note: '' })
  })

  it('refuses silence, which is not "nothing found"', () => {
    expect(() => newFootCheckEntry({ findings: [] }, NOW, MADRID, ids)).toThrow(RangeError)
  })

  it('refuses "none" beside a finding', () => {
    expect(() => newFootCheckEntry({ findings: ['none', 'blister'] }, NOW, MADRID, ids)).toThrow(RangeError)
  })
})
