import { describe, expect, it } from 'vitest'
import { answersOf, emptyForm, formOf, regionsOn, withRegions } from './form'

describe('the pain form', () => {
  it('starts without a score', () => expect(emptyForm('now').score).toBeNull())

  it('has nothing to save while no number is chosen', () =>
    expect(answersOf(emptyForm('now'), null)).toBeNull())

  it('keeps a zero as an answer', () =>
    expect(answersOf({ ...emptyForm('now'), score: 0 }, null)).toMatchObject({ score: 0, moment: 'now' }))

  it('trims the note', () =>
    expect(answersOf({ ...emptyForm('now'), score: 3, note: '  sore ' }, null)?.note).toBe('sore'))

  it('keeps the session of an entry that is corrected', () => {
    const kept = {
      ...emptyForm('after'),
      score: 4,
      sites: [],
      qualities: [],
      aggravators: [],
      session_id: 's1',
    } as const
    const data = { ...kept, sites: [], qualities: [], aggravators: [] }
    expect(answersOf({ ...formOf(data), score: 5 }, data)).toMatchObject({ score: 5, session_id: 's1' })
  })
})

describe('the places', () => {
  it('adds regions to one side of one foot only', () => {
    const left = withRegions([], 'left', 'sole', ['arch'])
    const both = withRegions(left, 'right', 'sole', ['heel'])
    expect(regionsOn(both, 'left', 'sole')).toEqual(['arch'])
    expect(regionsOn(both, 'right', 'sole')).toEqual(['heel'])
  })

  it('takes a region away again', () => {
    const two = withRegions([], 'left', 'sole', ['arch', 'heel'])
    expect(regionsOn(withRegions(two, 'left', 'sole', ['heel']), 'left', 'sole')).toEqual(['heel'])
  })

  it('keeps the score a place already has', () => {
    const scored = [{ foot: 'left', surface: 'sole', region: 'arch', score: 4 }] as const
    expect(withRegions(scored, 'left', 'sole', ['arch', 'heel'])[0]?.score).toBe(4)
  })
})
