import { describe, expect, it } from 'vitest'
import type { Routine } from '../../../api/answers'
import type { OfferedExercise } from '../../../api/prescribing'
import {
  amountOf,
  draftFromRoutine,
  draftFromVersion,
  emptyDraft,
  isComplete,
  moved,
  prescriptionOf,
  routineOf,
  saysHowMuch,
  tooMuch,
  versionOf,
  withExercise,
  withoutStep,
  withStep,
} from './draft'

const TODAY = '2026-11-20'
const dose = { sets: 2, reps: 10, hold_seconds: null, duration_seconds: null, rest_seconds: null }
const step = (exercise: string) => ({ exercise, side: 'each' as const, note: '', ...dose })
const routine: Routine = {
  id: 'r1',
  slug: 'starter',
  clinic: null,
  version: 1,
  name: 'First steps',
  condition: 'metatarsalgia',
  starter: true,
  summary: '',
  note: 'Go gently.',
  days: [5, 1, 3],
  times_per_day: 2,
  steps: [step('toe-curls'), step('calf-stretch')],
}
const draft = () => draftFromRoutine(routine, TODAY)
const names = ({ steps }: ReturnType<typeof draft>) => steps.map(({ exercise }) => exercise)

describe('a draft from a routine', () => {
  it('can be sent as it is', () => expect(isComplete(draft())).toBe(true))

  it('says everything in the shape of the contract', () =>
    expect(prescriptionOf(draft())).toEqual({
      name: 'First steps',
      routine: 'r1',
      condition: 'metatarsalgia',
      starts_on: TODAY,
      ends_on: null,
      days: [1, 3, 5],
      times_per_day: 2,
      note: 'Go gently.',
      steps: [step('toe-curls'), step('calf-stretch')],
    }))

  it('can be kept as a routine of the clinic, without dates', () =>
    expect(routineOf(draft(), 'c1')).toEqual({
      name: 'First steps',
      clinic: 'c1',
      condition: 'metatarsalgia',
      days: [1, 3, 5],
      times_per_day: 2,
      note: 'Go gently.',
      steps: [step('toe-curls'), step('calf-stretch')],
    }))

  it('keeps two steps of one exercise apart', () => {
    const [first] = draft().steps
    const exercise = { slug: 'toe-curls', side: 'left', dosage: dose } as OfferedExercise
    const twice = withExercise({ ...draft(), steps: first ? [first] : [] }, exercise)
    const changed = withStep(twice, { ...(twice.steps[1] as (typeof twice.steps)[1] & object), reps: 5 })
    expect(changed.steps.map(({ reps }) => reps)).toEqual([10, 5])
  })
})

describe('a change', () => {
  const version = {
    version: 2,
    valid_from: '2026-11-25',
    days: [1 as const],
    times_per_day: 1,
    note: '',
    steps: [],
  }
  it('cannot begin before the version it changes', () =>
    expect(draftFromVersion(version, 'x', TODAY).from_on).toBe('2026-11-25'))
  it('cannot begin before today', () =>
    expect(draftFromVersion({ ...version, valid_from: '2026-09-01' }, 'x', TODAY).from_on).toBe(TODAY))
  it('says from when it is in force, and no name', () =>
    expect(versionOf(draft())).toMatchObject({ valid_from: TODAY, days: [1, 3, 5] }))
})

describe('steps', () => {
  it('move and stay at the ends', () => {
    const [first, second] = draft().steps
    const start = { ...draft(), steps: first && second ? [first, second] : [] }
    expect(names(moved(start, second?.key ?? 0, -1))).toEqual(['calf-stretch', 'toe-curls'])
    expect(names(moved(start, first?.key ?? 0, -1))).toEqual(['toe-curls', 'calf-stretch'])
  })
  it('can be removed', () => {
    const start = draft()
    expect(names(withoutStep(start, start.steps[0]?.key ?? 0))).toEqual(['calf-stretch'])
  })
})

describe('what cannot be sent', () => {
  it('is a draft without steps, days or a name', () => {
    expect(isComplete(emptyDraft('x', null, TODAY))).toBe(false)
    expect(isComplete({ ...draft(), days: [] })).toBe(false)
    expect(isComplete({ ...draft(), name: '  ' })).toBe(false)
  })
  it('is a step without repeats or a time', () => {
    const [first] = draft().steps
    if (!first) throw new Error('no step')
    const bare = { ...first, reps: null }
    expect(saysHowMuch(bare)).toBe(false)
    expect(isComplete({ ...draft(), steps: [bare] })).toBe(false)
  })
  it('is a slip of the finger', () => {
    const [first] = draft().steps
    if (!first) throw new Error('no step')
    expect(tooMuch({ ...first, sets: 21, reps: 300 })).toEqual(['sets'])
  })
})

describe('amountOf', () => {
  it.each([
    ['', null],
    ['0', null],
    ['-3', null],
    ['abc', null],
    ['12', 12],
    ['7.9', 7],
  ])('reads %j as %j', (text, amount) => expect(amountOf(text)).toBe(amount))
})
