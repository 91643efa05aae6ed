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
