import { describe, expect, it } from 'vitest'
import { answersOf, comeBack, emptyForm, formOf, regionsOn, withRegions } from './form'

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

describe('a pain draft that comes back', () => {
  const now = new Date('2026-11-20T18:00:00Z')
  const begun = { ...emptyForm('now'), score: 4, note: 'after the walk' } as const
  const back = (form: typeof begun, at: string) => comeBack(form, at, now, 'Europe/Madrid')

  it('keeps score and note on the same day', () => expect(back(begun, '2026-11-20T17:00:00Z')).toEqual(begun))

  it('is about yesterday when it was begun yesterday', () =>
    expect(back(begun, '2026-11-19T19:00:00Z')).toEqual({ ...begun, when: 'evening' }))

  it('keeps the note and asks for the score again when it is older', () =>
    expect(back(begun, '2026-11-17T19:00:00Z')).toEqual({ ...begun, score: null }))

  it('about yesterday is not taken for yesterday a day later', () => {
    const form = { ...begun, when: 'morning' as const }
    expect(comeBack(form, '2026-11-20T07:00:00Z', now, 'Europe/Madrid')).toEqual(form)
    const later = comeBack(form, '2026-11-19T07:00:00Z', now, 'Europe/Madrid')
    expect(later).toEqual({ ...begun, score: null })
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
