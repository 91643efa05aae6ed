import { addDays, type Weekday } from '../../domain/clock'
import { dateFormat } from './formats'

const MONDAY = '2024-01-01'

function named(day: Weekday, width: 'short' | 'long' | 'narrow'): string {
  const date = new Date(`${addDays(MONDAY, day - 1)}T00:00:00Z`)
  return dateFormat({ weekday: width, timeZone: 'UTC' }).format(date)
}

/** "Mon" for 1. */
export const shortWeekday = (day: Weekday) => named(day, 'short')
/** "Monday" for 1. */
export const longWeekday = (day: Weekday) => named(day, 'long')
/** "M" for 1. */
export const narrowWeekday = (day: Weekday) => named(day, 'narrow')

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
