import { describe, expect, it } from 'vitest'
import { doseWords, duration } from './dose'

const none = { sets: null, reps: null, hold_seconds: null, duration_seconds: null, rest_seconds: null }

describe('doseWords', () => {
  it('says sets and repetitions of each foot', () =>
    expect(doseWords({ ...none, sets: 2, reps: 10, side: 'each' })).toBe('2 sets of 10 times, each foot'))

  it('leaves out a single set', () => expect(doseWords({ ...none, sets: 1, reps: 12 })).toBe('12 times'))

  it('says a time where there are no repetitions', () =>
    expect(doseWords({ ...none, sets: 3, hold_seconds: 30 })).toBe('3 sets of 30 seconds'))

  it('adds hold and rest when all is wanted', () =>
    expect(doseWords({ ...none, sets: 2, reps: 10, hold_seconds: 5, rest_seconds: 60 }, true)).toBe(
      '2 sets of 10 times, hold each for 5 seconds, rest 1 minute between sets',
    ))

  it('says nothing where nothing is set', () => expect(doseWords(none)).toBe(''))
})

describe('duration', () => {
  it('says whole minutes as minutes', () => expect(duration(180)).toBe('3 minutes'))
  it('says other times in seconds', () => expect(duration(90)).toBe('90 seconds'))
})
