import { describe, expect, it } from 'vitest'
import { addDays } from '../../../domain/clock'
import type { Entry } from '../../../domain/entry'
import type { Moment } from '../../../domain/pain'
import { loggedMoments, painByDay, painChange } from './pain-trend'

const TODAY = '2026-11-20'

function pain(on: string, score: number, moment: Moment = 'now', deleted = false): Entry {
  const data = {
    score,
    moment,
    sites: [],
    qualities: [],
    aggravators: [],
    at_rest: null,
    session_id: null,
    note: '',
  }
  return {
    kind: 'pain',
    recorded_at: `${on}T09:00:00+00:00`,
    time_zone: 'Europe/Lisbon',
    deleted,
    data,
  } as unknown as Entry
}

const week = (from: string, scores: number[]) => scores.map((score, i) => pain(addDays(from, i), score))
const SHOWN = '2026-09-28'
const first = '2026-10-01'
const last = addDays(TODAY, -6)

describe('painByDay', () => {
  it('leaves a day without scores open', () => {
    const days = painByDay([pain('2026-11-18', 4)], 'now', '2026-11-18', '2026-11-19')
    expect(days).toEqual([
      { on: '2026-11-18', pain: { mean: 4, max: 4, n: 1 } },
      { on: '2026-11-19', pain: null },
    ])
  })

  it('counts a zero in the mean', () =>
    expect(painByDay([pain(TODAY, 0), pain(TODAY, 4)], 'now', TODAY, TODAY)[0]?.pain).toEqual({
      mean: 2,
      max: 4,
      n: 2,
    }))

  it('never mixes moments', () =>
    expect(painByDay([pain(TODAY, 8, 'worst_24h'), pain(TODAY, 2)], 'now', TODAY, TODAY)[0]?.pain?.mean).toBe(
      2,
    ))

  it('leaves deleted entries out', () =>
    expect(painByDay([pain(TODAY, 8, 'now', true)], 'now', TODAY, TODAY)[0]?.pain).toBeNull())
})

describe('painChange', () => {
  it('compares the first week with the last', () =>
    expect(
      painChange([...week(first, [6, 6, 6, 6]), ...week(last, [3, 3, 3, 3])], 'now', SHOWN, TODAY),
    ).toEqual({
      before: 6,
      now: 3,
      points: -3,
      share: -0.5,
      verdict: 'better',
    }))

  it('says nothing with fewer than four scored days', () =>
    expect(
      painChange([...week(first, [6, 6, 6]), ...week(last, [3, 3, 3, 3])], 'now', SHOWN, TODAY),
    ).toBeNull())

  it('says nothing while both weeks are one', () =>
    expect(painChange(week(last, [3, 3, 3, 3, 3]), 'now', SHOWN, TODAY)).toBeNull())

  it('calls thirty per cent a change that matters, below two points', () =>
    expect(
      painChange([...week(first, [4, 4, 4, 4]), ...week(last, [2.8, 2.8, 2.8, 2.8])], 'now', SHOWN, TODAY)
        ?.verdict,
    ).toBe('better'))

  it('calls a small rise a little worse', () =>
    expect(
      painChange([...week(first, [4, 4, 4, 4]), ...week(last, [5, 5, 5, 5])], 'now', SHOWN, TODAY)?.verdict,
    ).toBe('bit.worse'))

  it('has no per cent of nothing', () =>
    expect(
      painChange([...week(first, [0, 0, 0, 0]), ...week(last, [3, 3, 3, 3])], 'now', SHOWN, TODAY),
    ).toMatchObject({
      share: null,
      verdict: 'worse',
    }))

  it('calls what nobody notices the same, however large a share', () =>
    expect(
      painChange([...week(first, [0, 0, 0, 1]), ...week(last, [0, 1, 0, 1])], 'now', SHOWN, TODAY),
    ).toMatchObject({ share: 1, verdict: 'same' }))

  it('speaks of no day that is not shown', () => {
    const before = addDays(SHOWN, -10)
    const diary = [...week(before, [6, 6, 6, 6]), ...week(first, [4, 4, 4, 4]), ...week(last, [2, 2, 2, 2])]
    expect(painChange(diary, 'now', SHOWN, TODAY)).toMatchObject({ before: 4, now: 2 })
    expect(painChange(diary, 'now', addDays(SHOWN, -60), TODAY)).toMatchObject({ before: 6, now: 2 })
  })

  it('calls no change the same', () =>
    expect(
      painChange([...week(first, [4, 4, 4, 4]), ...week(last, [4, 4, 4, 4])], 'now', SHOWN, TODAY)?.verdict,
    ).toBe('same'))
})

describe('loggedMoments', () => {
  it('puts the most used first', () =>
    expect(
      loggedMoments([pain(TODAY, 1), pain(TODAY, 1, 'first_steps'), pain(TODAY, 2, 'first_steps')]),
    ).toEqual(['first_steps', 'now']))
})
