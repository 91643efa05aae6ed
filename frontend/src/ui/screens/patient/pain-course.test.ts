import { describe, expect, it } from 'vitest'
import type { ProgressDay } from '../../../api/answers'
import { addDays } from '../../../domain/clock'
import type { Moment } from '../../../domain/pain'
import { momentsOf, painWeek, seriesOf } from './pain-course'

const TODAY = '2026-11-20'
const score = (daysAgo: number, mean: number, moment: Moment = 'now'): ProgressDay => ({
  date: addDays(TODAY, -daysAgo),
  state: 'rest',
  planned: 0,
  extra_sets: 0,
  done: 0,
  adherence: null,
  extra: 0,
  pain: { [moment]: { mean, max: mean, n: 1 } },
  entries: 1,
  sessions: 0,
  late: 0,
})

describe('seriesOf', () => {
  it('never mixes moments', () =>
    expect(seriesOf([score(1, 4, 'during'), score(0, 2)], 'now').map(({ mean }) => mean)).toEqual([2]))
})

describe('momentsOf', () => {
  it('leads with the moment of the most scored days', () =>
    expect(momentsOf([score(2, 4), score(1, 4), score(0, 4, 'average_24h')])).toEqual(['now', 'average_24h']))
  it('prefers the longer look back among equals', () =>
    expect(momentsOf([score(1, 4), score(0, 4, 'average_24h')])[0]).toBe('average_24h'))
})

describe('painWeek', () => {
  const week = (from: number, mean: number) => [0, 1, 2, 3].map((i) => score(from + i, mean))

  it('says nothing where nothing was scored', () => expect(painWeek([], TODAY)).toBeNull())
  it('counts a 0', () => expect(painWeek([score(0, 0), score(1, 4)], TODAY)?.mean).toBe(2))
  it('compares with the seven days before, in points and per cent', () => {
    const found = painWeek([...week(0, 6), ...week(7, 4)], TODAY)
    expect(found?.change).toEqual({ pain_change: 2, pain_change_percent: 50 })
  })
  it('rounds no mean before it subtracts', () => {
    const found = painWeek(
      [score(0, 8 / 3), ...[1, 2, 3, 4, 5, 6].map((i) => score(i, 3)), ...week(7, 3)],
      TODAY,
    )
    expect(found?.change?.pain_change).toBeCloseTo(-1 / 21, 8)
  })
  it('tips no half by what adding up leaves over', () => {
    const found = painWeek([score(0, 4.2), ...[1, 2, 3].map((i) => score(i, 4)), ...week(7, 4)], TODAY)
    expect(found?.change?.pain_change).toBe(0.05)
  })
  it('compares nothing with fewer than four scored days', () =>
    expect(painWeek([...week(0, 6), ...week(7, 4).slice(1)], TODAY)?.change).toBeNull())
  it('gives no per cent of a baseline of 0', () =>
    expect(painWeek([...week(0, 2), ...week(7, 0)], TODAY)?.change?.pain_change_percent).toBeNull())
})
