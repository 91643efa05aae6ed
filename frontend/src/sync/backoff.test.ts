import { describe, expect, it } from 'vitest'
import { backoff } from './backoff'

describe('backoff', () => {
  it('doubles up to five minutes', () => {
    expect([1, 2, 3, 8, 9, 50].map((failures) => backoff(failures, 1))).toEqual([
      2_000, 4_000, 8_000, 256_000, 300_000, 300_000,
    ])
  })

  it('spreads the phones over the upper half', () => {
    expect(backoff(1, 0)).toBe(1_000)
    expect(backoff(1, 0.5)).toBe(1_500)
  })
})
