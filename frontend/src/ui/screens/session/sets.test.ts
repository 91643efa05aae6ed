import { describe, expect, it } from 'vitest'
import type { DraftStep, SetSide } from '../../../domain/session'
import { nextKey, setKeys } from './sets'

function step(side: 'left' | 'each' | 'both', sets: number | null, done: SetSide[]): DraftStep {
  const dose = { sets, reps: 10, hold_seconds: null, duration_seconds: null, rest_seconds: null }
  return {
    step: { id: 's', exercise: 'heel-raises', side, note: '', ...dose },
    step_id: 's',
    sets: done.map((side) => ({ side, reps: 10, seconds: null })),
    pain: null,
    skipped: null,
  }
}

describe('setKeys', () => {
  it('has one key a set', () => expect(setKeys(step('both', 3, []))).toHaveLength(3))

  it('has one key a side where each foot is asked', () =>
    expect(setKeys(step('each', 2, [])).map(({ number, side }) => `${number} ${side}`)).toEqual([
      '1 left',
      '1 right',
      '2 left',
      '2 right',
    ]))

  it('fills the keys of the side that was done', () =>
    expect(setKeys(step('each', 2, ['right'])).map(({ done }) => done !== null)).toEqual([
      false,
      true,
      false,
      false,
    ]))

  it('marks only the last tick as one that can be taken back', () =>
    expect(setKeys(step('both', 3, ['both', 'both'])).map(({ last }) => last)).toEqual([false, true, false]))

  it('gives more keys when more was done than asked', () =>
    expect(setKeys(step('both', 1, ['both', 'both']))).toHaveLength(2))

  it('takes an unsaid number of sets as one', () => expect(setKeys(step('left', null, []))).toHaveLength(1))
})

describe('nextKey', () => {
  it('lets the sides take turns', () => {
    expect(nextKey(step('each', 2, []))).toMatchObject({ number: 1, side: 'left' })
    expect(nextKey(step('each', 2, ['left']))).toMatchObject({ number: 1, side: 'right' })
    expect(nextKey(step('each', 2, ['left', 'right']))).toMatchObject({ number: 2, side: 'left' })
  })

  it('is none once the dose is done', () => expect(nextKey(step('both', 1, ['both']))).toBeNull())
})
