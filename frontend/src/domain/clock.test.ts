import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  datesBetween,
  daysBetween,
  isoWithOffset,
  localDate,
  localTime,
  weekdayOf,
  weekOf,
  weekStart,
} from './clock'

const ZONES = [
  'Europe/Madrid',
  'America/New_York',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'UTC',
]
const zones = fc.constantFrom(...ZONES)
const instants = fc.date({ min: new Date('1980-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
const dates = instants.map((date) => date.toISOString().slice(0, 10))

describe('a local date', () => {
  it('is the day on the wall, not the day in Greenwich', () => {
    expect(localDate('2026-11-20T23:30:00Z', 'Europe/Madrid')).toBe('2026-11-21')
    expect(localDate('2026-11-20T03:30:00Z', 'America/New_York')).toBe('2026-11-19')
  })

  it('holds through the hour that a clock change repeats', () => {
    expect(localDate('2026-10-25T00:30:00Z', 'Europe/Madrid')).toBe('2026-10-25')
    expect(localDate('2026-10-25T01:30:00Z', 'Europe/Madrid')).toBe('2026-10-25')
  })

  it('falls back to UTC for a zone this phone does not know', () => {
    expect(localDate('2026-11-20T12:00:00Z', 'Mars/Olympus')).toBe('2026-11-20')
  })

  it('tells the time on the wall', () => {
    expect(localTime('2026-11-20T23:05:59Z', 'Asia/Kathmandu')).toBe('04:50')
    expect(localTime('2026-11-20T00:00:00Z', 'UTC')).toBe('00:00')
  })
})

describe('an instant with its offset', () => {
  it('tells the offset that the zone had then', () => {
    expect(isoWithOffset('2026-07-01T10:00:00Z', 'Europe/Madrid')).toBe('2026-07-01T12:00:00+02:00')
    expect(isoWithOffset('2026-12-01T10:00:00Z', 'Europe/Madrid')).toBe('2026-12-01T11:00:00+01:00')
    expect(isoWithOffset('2026-12-01T10:00:00Z', 'America/St_Johns')).toBe('2026-12-01T06:30:00-03:30')
    expect(isoWithOffset('2026-12-01T10:00:00Z', 'UTC')).toBe('2026-12-01T10:00:00+00:00')
  })

  it('is the same instant and the same local date, in any zone', () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const told = isoWithOffset(instant, zone)
        expect(Date.parse(told)).toBe(Math.floor(instant.getTime() / 1000) * 1000)
        expect(told.slice(0, 10)).toBe(localDate(instant, zone))
      }),
    )
  })
})

describe('the calendar', () => {
  it('counts days across a clock change and a month end', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(addDays('2026-01-31', 1)).toBe('2026-02-01')
    expect(daysBetween('2026-10-20', '2026-11-20')).toBe(31)
    expect(daysBetween('2026-10-20', '2026-11-21')).toBe(32)
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  })

  it('undoes what it does', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
        expect(weekdayOf(addDays(date, 7))).toBe(weekdayOf(date))
      }),
    )
  })

  it('lists both ends, and nothing backwards', () => {
    expect(datesBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(datesBetween('2026-03-01', '2026-02-27')).toEqual([])
  })

  it('begins the week on Monday and numbers it as ISO 8601 does', () => {
    expect(weekdayOf('2026-11-20')).toBe(5)
    expect(weekdayOf('2026-11-22')).toBe(7)
    expect(weekStart('2026-11-22')).toBe('2026-11-16')
    expect(weekOf('2026-11-20')).toEqual({ year: 2026, week: 47 })
    expect(weekOf('2027-01-03')).toEqual({ year: 2026, week: 53 })
    expect(weekOf('2024-12-30')).toEqual({ year: 2025, week: 1 })
  })
})
