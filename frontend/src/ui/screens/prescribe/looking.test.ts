import { describe, expect, it } from 'vitest'
import type { OfferedExercise } from '../../../api/prescribing'
import { draftFromRoutine } from './draft'
import { found, looksOf, minutesADay, secondsOf } from './looking'

const none = { sets: null, reps: null, hold_seconds: null, duration_seconds: null, rest_seconds: null }
const timed = (minutes: number) => ({ ...none, duration_seconds: minutes * 60, side: 'both' as const })

function draft(count: number, minutes = 1) {
  const step = { ...timed(minutes), exercise: 'ice-pack', note: '' }
  const routine = { id: 'r', name: 'x', condition: null, note: '', days: [1 as const], times_per_day: 1 }
  const steps = Array.from({ length: count }, () => step)
  return draftFromRoutine(
    { ...routine, slug: null, clinic: null, version: 1, starter: false, summary: '', steps },
    '2026-11-20',
  )
}

const exercises = new Map([['ice-pack', { name: 'Ice pack', numb_foot_caution: true }]])
const about = (...args: Parameters<typeof looksOf>) => looksOf(...args).map((look) => look.about)

describe('secondsOf', () => {
  it('takes repeats times hold, for each side, and the rests between', () =>
    expect(secondsOf({ ...none, sets: 2, reps: 10, hold_seconds: 5, rest_seconds: 30, side: 'each' })).toBe(
      290,
    ))
  it('guesses four seconds a repeat and fifteen between sets', () =>
    expect(secondsOf({ ...none, sets: 2, reps: 10, side: 'both' })).toBe(95))
})

describe('minutesADay', () => {
  it('rounds up over all times of the day', () =>
    expect(minutesADay({ steps: [{ ...none, duration_seconds: 61, side: 'both' }], times_per_day: 2 })).toBe(
      3,
    ))
})

describe('looksOf', () => {
  it('has nothing to say of four exercises of five minutes', () =>
    expect(about(draft(4, 5), exercises, false)).toEqual([]))
  it('warns above four exercises', () =>
    expect(about(draft(5), exercises, false)).toEqual(['many_exercises']))
  it('warns above twenty minutes a day', () =>
    expect(about(draft(1, 21), exercises, false)).toEqual(['long_day']))
  it('counts what other plans ask of the same days, and names what they ask twice', () => {
    const other = { ...draft(4, 5), days: [1 as const] }
    expect(looksOf(draft(3, 1), exercises, false, [other])).toEqual([
      { about: 'many_exercises', count: 7, names: [] },
      { about: 'long_day', count: 23, names: [] },
      { about: 'same_exercise', count: 1, names: ['Ice pack'] },
    ])
  })
  it('leaves other plans on other days alone', () =>
    expect(about(draft(3), exercises, false, [{ ...draft(4), days: [2 as const] }])).toEqual([]))
  it('names what needs care on feet that may feel less', () =>
    expect(looksOf(draft(1), exercises, true)).toEqual([
      { about: 'numb_feet', count: 1, names: ['Ice pack'] },
    ]))
})

describe('found', () => {
  const ball = {
    name: 'Ball rolling',
    kind: 'massage',
    summary: '',
    equipment: ['tennis ball'],
    conditions: [],
  }
  const list = [
    ball,
    { ...ball, name: 'Toe curls', kind: 'strength', equipment: [] },
  ] as unknown as OfferedExercise[]
  const names = (text: string) => found(list, text).map(({ name }) => name)
  it('asks for every word', () => {
    expect(names('ball mass')).toEqual(['Ball rolling'])
    expect(names('ball strength')).toEqual([])
  })
  it('looks at what is needed too', () => expect(names('TENNIS')).toEqual(['Ball rolling']))
  it('puts first what says it in its name', () => {
    const raise = { ...ball, name: 'Heel raises', equipment: [], conditions: [] }
    const other = { ...ball, name: 'Calf stretch', summary: 'Good before heel raises.' }
    const both = [other, raise] as unknown as OfferedExercise[]
    expect(found(both, 'heel raises').map(({ name }) => name)).toEqual(['Heel raises', 'Calf stretch'])
  })
  it('shows all before anything is typed', () => expect(names(' ')).toHaveLength(2))
})
