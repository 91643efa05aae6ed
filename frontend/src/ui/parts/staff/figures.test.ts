import { describe, expect, it } from 'vitest'
import { oneDecimal, percentMove, percentWords, pointsMove } from '../../words/figures'
import { painMove } from './figures'

const move = (pain_change: number | null, pain_change_percent: number | null = null) =>
  painMove({ pain_change, pain_change_percent })

describe('painMove', () => {
  it('says nothing where too few days were scored', () => expect(move(null)).toBeNull())
  it('says that two points matter', () =>
    expect(move(2, 20)).toEqual({ way: 'up', matters: true, points: 2 }))
  it('says that 30 per cent matter from a point on', () => {
    expect(move(1.2, 30)).toEqual({ way: 'up', matters: true, points: 1.2 })
    expect(move(0.9, 30)).toEqual({ way: 'up', matters: false, points: 0.9 })
  })
  it('says that less than both does not matter', () =>
    expect(move(-1.9, -29)).toEqual({ way: 'down', matters: false, points: 1.9 }))
  it('leads no percent out of a baseline of 0', () => expect(move(1, null)?.matters).toBe(false))
  it('is 0 on the caseload, the page and the digest alike for a change of -1/21', () => {
    expect(move(-1 / 21, -100 / 63)).toEqual({ way: 'same', matters: false, points: 0 })
    expect(pointsMove(-1 / 21)).toBe('0')
  })
  it('calls a change that would be written 0 none', () => expect(move(0.04, 1)?.way).toBe('same'))
})

describe('figures', () => {
  it('are written with one decimal at most', () =>
    expect([4.25, 4, 0].map(oneDecimal)).toEqual(['4.3', '4', '0']))
  it('say which way a share moved', () => expect([0.3, -0.254].map(percentMove)).toEqual(['+30%', '−25%']))
  it('say which way points moved', () =>
    expect([1.26, -0.5, 0].map(pointsMove)).toEqual(['+1.3', '−0.5', '0']))
  it('are shares in whole per cent', () => expect(percentWords(0.666)).toBe('67%'))
})
