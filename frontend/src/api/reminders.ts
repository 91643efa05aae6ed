import type { Weekday } from '../domain/clock'
import type { NoticeAction, ReminderKind } from '../domain/notice'
import type { Channel, NewRule, Rule } from '../domain/reminder'
import type { Http } from './http'
import type { Page } from './therapist'

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
  /** Mails that go out no more: the person stopped them, or they came back. */
  stopped: { stream: 'reminders' | 'summary' | 'digest'; reason: 'unsubscribed' | 'bounced' }[]
}

/** One line of the ledger: what was said, or was to be said, and what became of it. */
export interface Notice {
  id: string
  kind: ReminderKind | 'summary' | 'digest' | 'invitation'
  due_at: string
  state: 'waiting' | 'leased' | 'sent' | 'failed' | 'cancelled' | 'skipped'
  /** Why it was not said; empty where it was. */
  reason: string
  /** What was answered to it; empty: nothing. */
  action: NoticeAction | ''
  deliveries: { channel: Channel; outcome: string }[]
}

/** A secret address that a calendar program follows. */
export interface CalendarLink {
  id: string
  created_at: string
  /** When a calendar program last read it, to the day. */
  last_read_at: string | null
  /** Only in the answer that made it: it is told once. */
  url?: string
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
    /** The ledger, the latest due first. */
    notices: async (limit: number) => (await ask<Page<Notice>>(`${V1}/notices/?limit=${limit}`)).results,
    calendarLinks: async () => (await ask<{ results: CalendarLink[] }>(`${V1}/calendar-links/`)).results,
    makeCalendarLink: () => ask<CalendarLink>(`${V1}/calendar-links/`, { method: 'POST', body: {} }),
    revokeCalendarLink: (id: string) => ask(`${V1}/calendar-links/${id}/`, { method: 'DELETE' }),
  }
}
