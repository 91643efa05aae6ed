import { describe, expect, it } from 'vitest'
import { daysWords, movedWords, nextTime, whenWords, wrongWith } from './rule'

describe('the words of a rule', () => {
  it('name the days as people do', () => {
    expect(daysWords([7, 6, 5, 4, 3, 2, 1])).toBe('every day')
    expect(daysWords([5, 1, 2, 3, 4])).toBe('Monday to Friday')
    expect(daysWords([5, 1, 3])).toBe('Mon, Wed, and Fri')
    expect(daysWords([6])).toBe('Saturday')
  })

  it('name the times in order', () =>
    expect(whenWords({ times: ['18:00', '08:30'], days: [1, 2, 3, 4, 5] })).toMatch(
      /^0?8:30.* and (18:00|6:00.PM), Monday to Friday$/,
    ))
})

describe('a time in the quiet times', () => {
  it('is told with the time at which it comes', () => {
    const night = { from: '21:30', to: '07:30' }
    expect(movedWords(['08:30', '22:00'], night)).toHaveLength(1)
    expect(movedWords(['22:00'], night)[0]).toMatch(/^(22:00|10:00.PM) is in .* comes at (21:15|9:15.PM)\.$/)
    expect(movedWords(['22:00', ''], null)).toEqual([])
  })
})

describe('a rule', () => {
  it('needs a time and a day', () => {
    expect(wrongWith({ times: [''], days: [1] })?.times).toEqual(['Give a time.'])
    expect(wrongWith({ times: ['08:30'], days: [] })?.days).toBe('Choose at least one day.')
    expect(wrongWith({ times: ['08:30', '18:00'], days: [1] })).toBeNull()
  })

  it('has no time twice', () =>
    expect(wrongWith({ times: ['08:30', '08:30'], days: [1] })?.times).toEqual([
      undefined,
      'This time is there twice.',
    ]))
})

describe('another time', () => {
  it('is offered six hours later, before the quiet of the evening', () => {
    expect(nextTime([])).toBe('08:30')
    expect(nextTime(['08:30'])).toBe('14:30')
    expect(nextTime(['08:30', '18:00'])).toBe('20:00')
    expect(nextTime(['20:00'])).toBe('')
  })
})
