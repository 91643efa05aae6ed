import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aStep } from '../testing/cast'
import { countLeft, nextRound, type StepSoFar } from './left'
import { setsOf } from './plan'

const soFar = (id: string, done: number, part: Partial<StepSoFar> = {}): StepSoFar => {
  const step = part.step ?? aStep(id)
  return { step, prescribed: setsOf(step), done, skipped: null, ...part }
}
const asked = (steps: StepSoFar[]) => nextRound(steps).map(({ id, sets }) => [id, sets])

describe('the next session of the day', () => {
  it('asks for everything while nothing is done', () =>
    expect(asked([soFar('a', 0), soFar('b', 0)])).toEqual([
      ['a', 3],
      ['b', 3],
    ]))

  it('starts at what is left', () => {
    expect(asked([soFar('a', 3), soFar('b', 1)])).toEqual([['b', 2]])
    const each = aStep('c', { side: 'each', sets: 2 })
    expect(asked([soFar('a', 3), soFar('c', 1, { step: each })])).toEqual([['c', 2]])
  })

  it('does not ask for what hurt', () => {
    const hurt = soFar('b', 1, { skipped: 'pain' })
    expect(asked([soFar('a', 3), hurt, soFar('c', 0)])).toEqual([['c', 3]])
    expect(countLeft([soFar('a', 3), hurt])).toBe(0)
    expect(asked([soFar('a', 3), hurt])).toEqual([['a', 3]])
    expect(countLeft([soFar('a', 0, { skipped: 'forgot' })])).toBe(1)
  })

  it('begins a second round of the day with all of it', () => {
    const twice = { prescribed: 6 }
    expect(asked([soFar('a', 3, twice), soFar('b', 2, twice)])).toEqual([['b', 1]])
    expect(asked([soFar('a', 3, twice), soFar('b', 3, twice)])).toEqual([
      ['a', 3],
      ['b', 3],
    ])
  })

  it('is everything once more after all is done', () => expect(asked([soFar('a', 3)])).toEqual([['a', 3]]))

  it('always has something to do while something is left, and never more than a round', () => {
    const steps = fc.array(
      fc
        .tuple(fc.nat(9), fc.integer({ min: 1, max: 3 }), fc.constantFrom(null, 'pain', 'ill' as const))
        .map(([done, times, skipped]) =>
          soFar('a', Math.min(done, 3 * times), { prescribed: 3 * times, skipped } as Partial<StepSoFar>),
        ),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(steps, (some) => {
        const round = nextRound(some)
        if (countLeft(some) > 0) expect(round.length).toBeGreaterThan(0)
        for (const step of round) expect(setsOf(step)).toBeLessThanOrEqual(3)
      }),
    )
  })
})
