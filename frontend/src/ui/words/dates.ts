import { dateFormat, listFormat, relativeFormat } from './formats'

const DAY_MS = 86_400_000

/** A local date (`YYYY-MM-DD`) as an instant that formats as that same date in UTC. */
function asDate(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}

/** "Friday, 20 November" for a local date `YYYY-MM-DD`. */
export function longDay(date: string): string {
  return dateFormat({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(asDate(date))
}

/** "Fri 20 Nov" for a local date `YYYY-MM-DD`. */
export function shortDay(date: string): string {
  return dateFormat({ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    asDate(date),
  )
}

/** "20 Nov" for a local date `YYYY-MM-DD`. */
export function dayAndMonth(date: string): string {
  return dateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' }).format(asDate(date))
}

/** "20 November 2026" for a local date `YYYY-MM-DD`. */
export function fullDate(date: string): string {
  return dateFormat({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(asDate(date))
}

/** "2026" for a local date `YYYY-MM-DD`. */
export function yearOf(date: string): string {
  return dateFormat({ year: 'numeric', timeZone: 'UTC' }).format(asDate(date))
}

/** "Friday" for a local date `YYYY-MM-DD`. */
export function weekday(date: string): string {
  return dateFormat({ weekday: 'long', timeZone: 'UTC' }).format(asDate(date))
}

/** The hour and minute of an instant on the clocks of `zone` (IANA name). */
export function timeOfDay(instant: string | Date, zone: string): string {
  return dateFormat({ hour: 'numeric', minute: '2-digit', timeZone: zone }).format(new Date(instant))
}

/** "20 Nov, 09:04" on the clocks of `zone`. */
export function dayAndTime(instant: string | Date, zone: string): string {
  const options = {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  } as const
  return dateFormat(options).format(new Date(instant))
}

/** "today" for 0, "yesterday" for -1. */
export const relativeDay = (days: number): string => relativeFormat().format(days, 'day')

/** "2 minutes ago", "yesterday". */
export function ago(instant: Date, now: Date): string {
  const relative = relativeFormat()
  const ms = instant.getTime() - now.getTime()
  const minutes = Math.round(ms / 60_000)
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
  const hours = Math.round(ms / 3_600_000)
  return Math.abs(hours) < 24
    ? relative.format(hours, 'hour')
    : relative.format(Math.round(ms / DAY_MS), 'day')
}

/** "a towel, a chair and a wall" */
export function listed(things: readonly string[]): string {
  return listFormat().format(things)
}
