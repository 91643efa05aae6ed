import type { Weekday } from '../domain/clock'
import type { ReminderKind } from '../domain/notice'
import type { Http } from './http'

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

/** All rules, and what is proposed to a patient who has none. */
export interface Rules {
  results: Rule[]
  proposed: NewRule[]
}

/** How a person wants to be spoken to. Local times `HH:MM`; `paused_until` is the first day that speaks again. */
export interface NotificationSettings {
  quiet_from: string
  quiet_to: string
  push: boolean
  email: boolean
  weekly_on: boolean
  weekly_day: Weekday
  weekly_hour: number
  paused_until: string | null
}

const V1 = '/api/v1'

/** What the app asks of the server about reminders. */
export function createRemindersApi(http: Http) {
  const ask = async <T>(...call: Parameters<Http['call']>) => (await http.call<T>(...call)).body
  return {
    rules: () => ask<Rules>(`${V1}/reminders/`),
    makeRule: (rule: NewRule) => ask<Rule>(`${V1}/reminders/`, { method: 'POST', body: rule }),
    changeRule: (id: string, changes: Partial<NewRule>) =>
      ask<Rule>(`${V1}/reminders/${id}/`, { method: 'PATCH', body: changes }),
    removeRule: (id: string) => ask(`${V1}/reminders/${id}/`, { method: 'DELETE' }),
    /** Takes what is proposed as a whole. Asked again, it makes nothing. */
    takeProposed: () => ask<Rule[]>(`${V1}/reminders/propose/`, { method: 'POST', body: {} }),
    settings: () => ask<NotificationSettings>(`${V1}/notification-settings/`),
    changeSettings: (changes: Partial<NotificationSettings>) =>
      ask<NotificationSettings>(`${V1}/notification-settings/`, { method: 'PATCH', body: changes }),
  }
}
