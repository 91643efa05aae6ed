/**
 * Local dates and instants. A local date is a string `YYYY-MM-DD`, an instant a `Date` or an ISO 8601
 * text with offset, a zone an IANA name. Sums of days are done on the calendar, never on 24 hours, so
 * that clock changes and month ends cannot move a day.
 */

import formerNames from './former-zone-names.json'

export type LocalDate = string
export type Instant = Date | string | number
/** Monday is 1, Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = makeFormat(zone)
  formats.set(zone, made)
  return made
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  const ground = { calendar: 'iso8601', numberingSystem: 'latn' }
  try {
    return new Intl.DateTimeFormat('en', { ...fields, ...time, ...ground, timeZone })
  } catch {
    // A zone younger than this phone: better an hour off than no diary.
    return new Intl.DateTimeFormat('en', { ...fields, ...time, ...ground, timeZone: 'UTC' })
  }
}

/** The clock on the wall of `zone`, as the milliseconds that UTC would have with the same reading. */
function wallOf(instant: Instant, zone: string): number {
  const read: Record<string, number> = {}
  for (const part of formatOf(zone).formatToParts(new Date(instant))) read[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

const FORMER_NAMES: Readonly<Record<string, string>> = formerNames

/** Names that are not Region/City say too little: PostgreSQL and browsers disagree on their summer time. */
const PLACE = /^(?!Etc\/|SystemV\/|US\/)\w+\/.+/

/** Today's name of a zone: `Asia/Kolkata` for `Asia/Calcutta`, as Chromium still says. Both are one zone. */
export function currentZoneName(zone: string): string {
  return FORMER_NAMES[zone] ?? zone
}

/**
 * The zone this phone is set to, under its name of today.
 *
 * @param otherwise what to take when the phone names no place ("GMT", "Etc/GMT-3"): the patient's own zone.
 */
export function deviceZone(otherwise = 'UTC'): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return PLACE.test(zone) ? currentZoneName(zone) : otherwise
}

/** The local date of an instant in an IANA zone. */
export function localDate(instant: Instant, zone: string): LocalDate {
  return new Date(wallOf(instant, zone)).toISOString().slice(0, 10)
}

/** The local time `HH:MM` of an instant in an IANA zone. */
export function localTime(instant: Instant, zone: string): string {
  return new Date(wallOf(instant, zone)).toISOString().slice(11, 16)
}

/** An instant in ISO 8601 with the offset that `zone` had then, to the second. */
export function isoWithOffset(instant: Instant, zone: string): string {
  const wall = wallOf(instant, zone)
  const seconds = Math.floor(new Date(instant).getTime() / 1000)
  const offset = Math.round((wall / 1000 - seconds) / 60)
  // The offset is told in minutes, so the reading is made from the rounded offset: it stays the same instant.
  const reading = new Date((seconds + offset * 60) * 1000).toISOString().slice(0, 19)
  return reading + offsetText(offset)
}

/**
 * The instant at which the clocks of `zone` show a local date and time `HH:MM`; where they skip it, the instant as far after the
 * skip, and where they show it twice, one of both.
 */
export function instantOf(date: LocalDate, time: string, zone: string): Date {
  const wall = Date.parse(`${date}T${time}:00Z`)
  const guess = wall - (wallOf(wall, zone) - wall)
  return new Date(wall - (wallOf(guess, zone) - guess))
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

const DAY = 86_400_000
const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / DAY
const dateOf = (day: number): LocalDate => new Date(day * DAY).toISOString().slice(0, 10)

/** The date `days` calendar days later (or earlier, when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(dayNumber(date) + days)
}

/** How many calendar days `to` lies after `from`. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Every date from `from` to `to`, both included. */
export function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const count = Math.max(0, daysBetween(from, to) + 1)
  return Array.from({ length: count }, (_, index) => addDays(from, index))
}

/** Monday 1 to Sunday 7. */
export function weekdayOf(date: LocalDate): Weekday {
  return (((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1) as Weekday
}

/** The Monday of the date's week. */
export function weekStart(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekdayOf(date))
}

/** The ISO 8601 week of a date: the week belongs to the year that holds its Thursday. */
export function weekOf(date: LocalDate): { year: number; week: number } {
  const thursday = addDays(weekStart(date), 3)
  const year = Number(thursday.slice(0, 4))
  return { year, week: Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1 }
}
