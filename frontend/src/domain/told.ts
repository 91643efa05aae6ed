import { addDays, instantOf, isoWithOffset, type LocalDate, localDate, localTime } from './clock'
import { dayOf, type Entry } from './entry'

/** A part of a day that is told afterwards: nobody remembers the minute. */
export const PARTS_OF_DAY = ['morning', 'noon', 'evening'] as const
export type PartOfDay = (typeof PARTS_OF_DAY)[number]

/** Now, or a part of yesterday. */
export type When = 'now' | PartOfDay

/** The local time that stands for a part of the day. */
const TIMES: Readonly<Record<PartOfDay, string>> = { morning: '08:00', noon: '13:00', evening: '20:00' }

/** The instant that is meant: now, or yesterday at the time that stands for the part of the day, in the patient's `zone`. */
export function instantMeant(when: When, now: Date, zone: string): Date {
  return when === 'now' ? now : instantOf(addDays(localDate(now, zone), -1), TIMES[when], zone)
}

/** The part of the day that a local time `HH:MM` falls into. */
function partOf(time: string): PartOfDay {
  if (time < '11:00') return 'morning'
  return time < '17:00' ? 'noon' : 'evening'
}

/**
 * What "now" in a draft means when it comes back at `now`: still now on the same day, a part of yesterday on the next, and null
 * when it is older, since nobody remembers a score that long.
 */
export function whenMeant(begunAt: string, now: Date, zone: string): When | null {
  const begun = localDate(begunAt, zone)
  const today = localDate(now, zone)
  if (begun === today) return 'now'
  return begun === addDays(today, -1) ? partOf(localTime(begunAt, zone)) : null
}

/** The entry, made now, about another instant. */
export function datedAt<E extends Entry>(entry: E, at: Date): E {
  return { ...entry, recorded_at: isoWithOffset(at, entry.time_zone) }
}

const UUID_7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i

/** When an entry was made, told by its id (UUIDv7, RFC 9562); null where another program chose another kind of id. */
export function madeAt(entryId: string): Date | null {
  const found = UUID_7.exec(entryId)
  return found && new Date(Number.parseInt(`${found[1]}${found[2]}`, 16))
}

/** The local day on which the thing itself was over: a session may pass midnight. */
function overOn(entry: Pick<Entry, 'kind' | 'recorded_at' | 'time_zone' | 'data'>): LocalDate {
  const { finished_at } = entry.data as { finished_at?: string }
  if (entry.kind !== 'session' || !finished_at || Number.isNaN(Date.parse(finished_at))) return dayOf(entry)
  return localDate(finished_at, entry.time_zone)
}

/**
 * Whether an entry was written on a later day than it is about, so from memory. The server's own mark, `late`, begins a day
 * later, because it knows only when an entry came in.
 */
export function isToldLater(
  entry: Pick<Entry, 'entry_id' | 'kind' | 'recorded_at' | 'time_zone' | 'data'>,
): boolean {
  const made = madeAt(entry.entry_id)
  return made !== null && localDate(made, entry.time_zone) > overOn(entry)
}
