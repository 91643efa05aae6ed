import { describe, expect, it } from 'vitest'
import { isSameTap } from './taps'

describe('two taps', () => {
  it('120 ms apart are one', () => {
    expect(isSameTap(1000, 1120)).toBe(true)
  })

  it('half a second apart are two', () => {
    expect(isSameTap(1000, 1500)).toBe(false)
  })

  it('are told apart from a first one', () => {
    expect(isSameTap(null, 0)).toBe(false)
  })
})
