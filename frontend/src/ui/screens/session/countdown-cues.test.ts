import { expect, test } from 'vitest'
import { newCountdown, paused, started } from './countdown'
import { cuesOf } from './countdown-cues'

const told = (...given: Parameters<typeof cuesOf>) => cuesOf(...given).map(({ tone, at }) => [tone, at])

test('a hold sounds when it begins and when it is over', () => {
  const hold = started(newCountdown(20, 3), 1000)
  expect(told(hold, 1000)).toEqual([
    ['start', 4000],
    ['end', 24_000],
  ])
})

test('after a pause only what is left sounds, later by the pause', () => {
  const halted = paused(started(newCountdown(20, 3), 1000), 11_000)
  expect(told(halted, 11_000)).toEqual([])
  expect(told(started(halted, 60_000), 60_000)).toEqual([['end', 73_000]])
})

test('a rest has nothing to get ready for', () => {
  expect(told(started(newCountdown(30), 0), 0)).toEqual([['end', 30_000]])
})
