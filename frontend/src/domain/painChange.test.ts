import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isNoticed, matters } from './painChange'

interface Case {
  says: string
  points: number
  share: number | null
  matters: boolean
}

const file = new URL('../../../tests/shared/pain_change_cases.json', import.meta.url)
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[]

describe('a change of pain', () => {
  it.each(cases)('matters on the phone as on the server: $says', (one) =>
    expect(matters(one.points, one.share)).toBe(one.matters),
  )

  it('matters though a mean is not exact', () => expect(matters(0.3 + 0.7 + 0.9999999, 0.1)).toBe(true))

  it('is noticed from one point on', () =>
    expect([1, -1, 0.99, 0].map(isNoticed)).toEqual([true, true, false, false]))
})
