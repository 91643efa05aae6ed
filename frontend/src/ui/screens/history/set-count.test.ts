import { describe, expect, it } from 'vitest'
import type { DoneSet, StepResult } from '../../../domain/session'
import { withSetCount } from './set-count'

const left: DoneSet = { side: 'left', reps: 12, seconds: null }
const step = (sets: DoneSet[], skipped: StepResult['skipped'] = null): StepResult => ({
  step_id: 's',
  sets,
  pain: null,
  skipped,
})

describe('withSetCount', () => {
  it('takes the last sets away', () =>
    expect(withSetCount(step([left, left]), 1, null, false).sets).toEqual([left]))

  it('adds sets like the last one', () =>
    expect(withSetCount(step([{ ...left, reps: 8 }]), 2, left, false).sets[1]?.reps).toBe(8))

  it('lets the sides take turns', () =>
    expect(withSetCount(step([left]), 3, left, true).sets.map(({ side }) => side)).toEqual([
      'left',
      'right',
      'left',
    ]))

  it('adds a first set as asked, and ends a skip', () =>
    expect(withSetCount(step([], 'pain'), 1, left, false)).toMatchObject({ sets: [left], skipped: null }))

  it('adds nothing where nobody knows what was asked', () =>
    expect(withSetCount(step([]), 1, null, false).sets).toEqual([]))
})
