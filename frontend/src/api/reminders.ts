import type { NewRule, Rule } from '../domain/reminder'
import { asRule, asRules, asSettings, type NotificationSettings } from './answers'
import { createClient } from './client'
import type { Schemas } from './contract'
import type { Http } from './http'

/** One line of the log: what was said, or was to be said, what became of it, and what was answered (empty: nothing). */
export type Notice = Schemas['NoticeOut']

/** A secret address that a calendar program follows; when one last read it, to the day. */
export type CalendarLink = Schemas['CalendarLinkOut']

/** What the app asks of the server about reminders. */
export function createRemindersApi(http: Http) {
  const client = createClient(http)
  return {
    rules: async () => asRules(await client.get('/api/v1/reminders/')),
    makeRule: async (body: NewRule): Promise<Rule> =>
      asRule(await client.post('/api/v1/reminders/', { body })),
    changeRule: async (reminder_id: string, body: Partial<NewRule>): Promise<Rule> =>
      asRule(await client.patch('/api/v1/reminders/{reminder_id}/', { path: { reminder_id }, body })),
    removeRule: (reminder_id: string) =>
      client.delete('/api/v1/reminders/{reminder_id}/', { path: { reminder_id } }),
    /** Takes what is proposed as a whole. Asked again, it makes nothing. */
    takeProposed: async () => (await client.post('/api/v1/reminders/propose/')).map(asRule),
    settings: async () => asSettings(await client.get('/api/v1/notification-settings/')),
    changeSettings: async (changes: Partial<Omit<NotificationSettings, 'stopped'>>) =>
      asSettings(await client.patch('/api/v1/notification-settings/', { body: changes })),
    /** The log, the latest due first. */
    notices: async (limit: number) => (await client.get('/api/v1/notices/', { query: { limit } })).results,
    calendarLinks: async () => (await client.get('/api/v1/calendar-links/')).results,
    makeCalendarLink: () => client.post('/api/v1/calendar-links/'),
    revokeCalendarLink: (link_id: string) =>
      client.delete('/api/v1/calendar-links/{link_id}/', { path: { link_id } }),
  }
}
