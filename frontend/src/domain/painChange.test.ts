import { describe, expect, it } from 'vitest'
import { isNoticed, matters } from './painChange'

describe('a change of pain', () => {
  it.each([
    [2, 0.2],
    [-2, -0.2],
    [1.2, 0.3],
    [-1, -0.5],
    [2, null],
    [0.3 + 0.7 + 0.9999999, 0.1],
  ])('matters: %s points, a share of %s', (points, share) => expect(matters(points, share)).toBe(true))

  it.each([
    [1.9, 0.29],
    [0.9, 0.3],
    [0.15, 1],
    [-0.72, -0.84],
    [1.9, null],
    [0, null],
  ])('does not matter: %s points, a share of %s', (points, share) =>
    expect(matters(points, share)).toBe(false),
  )

  it('is noticed from one point on', () =>
    expect([1, -1, 0.99, 0].map(isNoticed)).toEqual([true, true, false, false]))
})
