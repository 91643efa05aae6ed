import { describe, expect, it } from 'vitest'
import { newCountdown, paused, readingOf, started } from './countdown'

const T = 1_000_000
const running = started(newCountdown(20, 3), T)

describe('the countdown', () => {
  it('shows its whole time before it is started', () =>
    expect(readingOf(newCountdown(20, 3), T)).toEqual({ stage: 'idle', left: 20, paused: false }))

  it('counts down to get ready first', () =>
    expect(readingOf(running, T + 500)).toEqual({ stage: 'ready', left: 3, paused: false }))

  it('then runs its own time', () =>
    expect(readingOf(running, T + 3000)).toEqual({ stage: 'running', left: 20, paused: false }))

  it('shows one second until the very end', () =>
    expect(readingOf(running, T + 22_999)).toEqual({ stage: 'running', left: 1, paused: false }))

  it('is over at the end and stays over', () => {
    expect(readingOf(running, T + 23_000).stage).toBe('over')
    expect(readingOf(running, T + 9_000_000).stage).toBe('over')
  })

  it('stands still while paused and goes on from there', () => {
    const still = paused(running, T + 8000)
    expect(readingOf(still, T + 60_000)).toEqual({ stage: 'running', left: 15, paused: true })
    expect(readingOf(started(still, T + 60_000), T + 61_000)).toEqual({
      stage: 'running',
      left: 14,
      paused: false,
    })
  })

  it('does not start twice', () => expect(started(running, T + 5000)).toBe(running))

  it('does not run backwards when the clock is put back', () =>
    expect(readingOf(running, T - 5000)).toMatchObject({ stage: 'ready', left: 3 }))
})
