import { describe, expect, it } from 'vitest'
import { pain, session } from '../testing/cast'
import { dayOf, type Entry } from './entry'
import { shown } from './shown'

const told = (part: object): Entry => ({ ...pain(4), ...part }) as unknown as Entry

describe('shown', () => {
  it('fills in what a pain entry left unsaid', () =>
    expect(shown(told({ data: { score: 6, moment: 'now' } })).data).toEqual({
      score: 6,
      moment: 'now',
      sites: [],
      qualities: [],
      aggravators: [],
      at_rest: null,
      session_id: null,
      note: '',
    }))

  it('fills in what a session left unsaid', () => {
    const data = {
      started_at: '2026-11-20T18:00:00+01:00',
      finished_at: '2026-11-20T18:20:00+01:00',
      steps: [],
    }
    expect(shown({ ...session({}), data } as unknown as Entry).data).toEqual({
      ...data,
      assignment_id: null,
      version: null,
      pain_before: null,
      pain_worst: null,
      pain_after: null,
      effort: null,
      note: '',
    })
  })

  it('leaves an entry of this version as it is', () => {
    for (const entry of [pain(7), session({ s1: 2 })]) expect(shown(entry)).toEqual(entry)
  })

  it('keeps fields and words of a newer version', () =>
    expect(
      shown(told({ data: { score: 6, moment: 'at_night', mood: 'low', qualities: ['dull'] } })).data,
    ).toMatchObject({ moment: 'at_night', mood: 'low', qualities: ['dull'] }))

  it.each([
    ['another kind', { kind: 'self_test', data: { test: 'knee_to_wall' } }],
    ['a score that is none', { data: { score: 11, moment: 'now' } }],
    ['no data', { data: null }],
    ['a check without findings', { kind: 'foot_check', data: { findings: 'redness' } }],
  ])('says that it cannot read %s', (_, part) =>
    expect(shown(told(part))).toMatchObject({ kind: 'other', data: {} }),
  )

  it('goes by the offset where the zone is unknown, so that the day is the one it was told on', () => {
    const entry = shown(told({ recorded_at: '2026-11-20T23:30:00-05:00', time_zone: 'Nowhere/City' }))
    expect(dayOf(entry)).toBe('2026-11-20')
  })

  it('goes by the receipt where the instant cannot be read', () => {
    const entry = shown(told({ recorded_at: 'yesterday', received_at: '2026-11-20T10:00:00Z' }))
    expect(dayOf(entry)).toBe('2026-11-20')
  })
})
