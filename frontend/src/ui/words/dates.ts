import { LANGUAGE } from './index'

const DAY_MS = 86_400_000

/** The language as the person's region writes it: 20 November, or November 20. */
const REGION =
  globalThis.navigator?.languages?.find((tag) => tag === LANGUAGE || tag.startsWith(`${LANGUAGE}-`)) ??
  LANGUAGE
const made = new Map<string, Intl.DateTimeFormat>()

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options)
  const kept = made.get(key)
  if (kept) return kept
  const fresh = format(options)
  made.set(key, fresh)
  return fresh
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(REGION, options)
  } catch {
    // A zone younger than this phone: better an hour off than no page.
    return new Intl.DateTimeFormat(REGION, { ...options, timeZone: 'UTC' })
  }
}

/** A local date (`YYYY-MM-DD`) as an instant that formats as that same date in UTC. */
function asDate(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}

/** "Friday, 20 November" for a local date `YYYY-MM-DD`. */
export function longDay(date: string): string {
  return formatter({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(asDate(date))
}

/** "Fri 20 Nov" for a local date `YYYY-MM-DD`. */
export function shortDay(date: string): string {
  return formatter({ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(asDate(date))
}

/** "20 Nov" for a local date `YYYY-MM-DD`. */
export function dayAndMonth(date: string): string {
  return formatter({ day: 'numeric', month: 'short', timeZone: 'UTC' }).format(asDate(date))
}

/** "20 November 2026" for a local date `YYYY-MM-DD`. */
export function fullDate(date: string): string {
  return formatter({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(asDate(date))
}

/** "Friday" for a local date `YYYY-MM-DD`. */
export function weekday(date: string): string {
  return formatter({ weekday: 'long', timeZone: 'UTC' }).format(asDate(date))
}

/** The hour and minute of an instant on the clocks of `zone` (IANA name). */
export function timeOfDay(instant: string | Date, zone: string): string {
  return formatter({ hour: 'numeric', minute: '2-digit', timeZone: zone }).format(new Date(instant))
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
  return formatter(options).format(new Date(instant))
}

const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' })

/** "2 minutes ago", "yesterday". */
export function ago(instant: Date, now: Date): string {
  const ms = instant.getTime() - now.getTime()
  const minutes = Math.round(ms / 60_000)
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
  const hours = Math.round(ms / 3_600_000)
  return Math.abs(hours) < 24
    ? relative.format(hours, 'hour')
    : relative.format(Math.round(ms / DAY_MS), 'day')
}

const lists = new Intl.ListFormat(REGION, { type: 'conjunction' })

/** "a towel, a chair and a wall" */
export function listed(things: readonly string[]): string {
  return lists.format(things)
}
