import type { Weekday } from './clock'
import type { ReminderKind } from './notice'

export type Channel = 'push' | 'email'

/** A rule as it is wished: local times `HH:MM`, ISO weekdays, channels in order of preference. */
export interface NewRule {
  kind: ReminderKind
  times: string[]
  days: Weekday[]
  channels: Channel[]
  enabled: boolean
}

export interface Rule extends NewRule {
  id: string
}

/** Local times `HH:MM` between which nothing speaks, over midnight where `from` is the later. Alike: no quiet at all. */
export interface QuietTimes {
  from: string
  to: string
}

/** How many reminders come on one day at most; of more, the first that are still needed. */
export const MOST_A_DAY = 2

const DAY = 24 * 60
/** How long before the quiet of the evening its reminders come, in minutes. */
const BEFORE_QUIET = 15

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

const isQuiet = ({ from, to }: QuietTimes, time: string): boolean =>
  from <= to ? from <= time && time < to : time >= from || time < to

function shortlyBefore(time: string): string {
  const minutes = (minutesOf(time) - BEFORE_QUIET + DAY) % DAY
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/**
 * When a reminder set for `time` comes, as the server has it: out of the quiet times, to their end in the morning, to
 * shortly before they begin in the evening, because after them it would be the next day.
 */
export function comesAt(time: string, quiet: QuietTimes): string {
  if (!isQuiet(quiet, time)) return time
  const earlier = shortlyBefore(quiet.from)
  return time < quiet.to || isQuiet(quiet, earlier) || earlier > quiet.from ? quiet.to : earlier
}

/** How many reminders are set for the fullest day of the week. */
export function mostOnADay(rules: readonly NewRule[]): number {
  const set = ([1, 2, 3, 4, 5, 6, 7] as const).map((day) =>
    rules
      .filter(({ enabled, days }) => enabled && days.includes(day))
      .reduce((sum, { times }) => sum + times.length, 0),
  )
  return Math.max(...set)
}
