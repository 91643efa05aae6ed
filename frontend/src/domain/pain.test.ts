import { describe, expect, it } from 'vitest'
import { ids, MADRID, NOW } from '../testing/cast'
import { newPainEntry } from './newEntry'
import { isPainScore, PAIN_SCORES, type PainScore, painData } from './pain'

describe('a pain entry', () => {
  it('keeps the score, the moment and the zone it was written in', () => {
    const entry = newPainEntry({ score: 4, moment: 'first_steps' }, NOW, MADRID, ids)
    expect(entry).toMatchObject({
      kind: 'pain',
      seq: null,
      deleted: false,
      state: 'waiting',
      time_zone: MADRID,
    })
    expect(entry.recorded_at).toBe('2026-11-20T19:00:00+01:00')
    expect(entry.data).toMatchObject({ score: 4, moment: 'first_steps', sites: [], note: '' })
  })

  it('takes every whole number from 0 to 10', () => {
    for (const score of PAIN_SCORES) expect(painData({ score, moment: 'now' }).score).toBe(score)
  })

  it.each([11, -1, 2.5, Number.NaN, null, undefined, '4'])('refuses a score of %s', (score) => {
    expect(isPainScore(score)).toBe(false)
    expect(() => painData({ score: score as PainScore, moment: 'now' })).toThrow(RangeError)
  })

  it('leaves what was not said unsaid', () => {
    expect(painData({ score: 0, moment: 'now' })).toMatchObject({ at_rest: null, session_id: null })
  })
})
