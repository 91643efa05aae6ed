import type { LocalDate } from './clock'

/** What a reminder asks for. */
export type ReminderKind = 'exercise' | 'pain' | 'foot_check'
export type NoticeAction = 'done' | 'snooze' | 'skip'

/** What the patient said to a reminder. */
export interface NoticeAnswer {
  notice_id: string
  action: NoticeAction
  /** Of a snooze: how long, 1 to 720. */
  minutes?: number
  /** When it was tapped, ISO 8601. */
  at: string
}

/** A reminder that this phone has shown, and what was answered to it here. */
export interface Reminded {
  notice_id: string
  kind: ReminderKind
  /** The patient's own date then. */
  on: LocalDate
  shown_at: string
  /** Until when it means anything, ISO 8601; null: always. */
  expires_at: string | null
  action: NoticeAction | null
  /** Of a snooze: when it comes again, ISO 8601; null: the server says not today. */
  again_at?: string | null
}

/** What a push message of ours carries; anything may be missing in one from another version. */
interface PushContent {
  notification?: { title?: string; body?: string; tag?: string; navigate?: string; lang?: string }
  notice?: string
  kind?: string
  actions?: { action: string; title: string }[]
  expires_at?: string | null
  badge?: number | null
}

/** What a notification remembers until it is tapped. */
export interface Remembered {
  notice: string | null
  kind: string | null
  /** Path and query of the screen it opens. */
  path: string
}

/** A notification as it is to be shown. */
export interface Shown {
  title: string
  body: string
  tag: string
  lang: string
  actions: { action: string; title: string }[]
  /** The number on the app's icon; null: leave it. */
  badge: number | null
  expires_at: string | null
  remembered: Remembered
}

/** What is shown where a message cannot be read or has come too late. */
export interface Neutral {
  title: string
  body: string
  lang: string
}

const REMINDERS: readonly string[] = ['exercise', 'pain', 'foot_check'] satisfies ReminderKind[]

/** Whether a kind of notification is a reminder, which can be answered. */
export const isReminder = (kind: string | null): kind is ReminderKind => REMINDERS.includes(kind ?? '')

/**
 * What to show for a push message. There is always something to show: a phone takes the right to push away from an
 * app that stays silent (WebKit, after three).
 *
 * @param text the decrypted message, or null when it carried nothing.
 * @param origin the app's own: a message opens no other.
 */
export function shownOf(text: string | null, now: Date, origin: string, neutral: Neutral): Shown {
  const content = contentOf(text)
  const { title, body, tag, lang } = content.notification ?? {}
  const { notice = null, kind = null, expires_at = null } = content
  const common = { tag: tag ?? 'footing', badge: content.badge ?? null, expires_at }
  const isFresh = expires_at === null || !(Date.parse(expires_at) <= now.getTime())
  if (!title || !isFresh) {
    return { ...common, ...neutral, actions: [], remembered: { notice: null, kind, path: '/' } }
  }
  const remembered = { notice, kind, path: pathOf(content.notification?.navigate, origin) }
  return {
    ...common,
    title,
    body: body ?? '',
    lang: lang ?? neutral.lang,
    actions: content.actions ?? [],
    remembered,
  }
}

function contentOf(text: string | null): PushContent {
  try {
    const read: unknown = JSON.parse(text ?? '')
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    return {}
  }
}

function pathOf(navigate = '/', origin: string): string {
  const path = navigate.startsWith(origin) ? navigate.slice(origin.length) : navigate
  return /^\/(?![/\\])/.test(path) ? path : '/'
}

/** The reminders of a date, with this one put in, in place of an earlier telling of the same. */
export function withReminded(
  all: readonly Reminded[],
  { on, ...reminded }: Omit<Reminded, 'action'>,
): Reminded[] {
  const sameDay = all.filter((one) => one.on === on)
  const before = sameDay.find((one) => one.notice_id === reminded.notice_id)
  const others = sameDay.filter((one) => one.notice_id !== reminded.notice_id)
  return [...others, before ?? { ...reminded, on, action: null }]
}

/** The same reminders after an answer. The last word on a reminder is the one that is shown. */
export function withAnswer(all: readonly Reminded[], answer: NoticeAnswer): Reminded[] {
  return all.map((one) => (one.notice_id === answer.notice_id ? answered(one, answer) : one))
}

function answered({ again_at: _, ...one }: Reminded, { action, minutes, at }: NoticeAnswer): Reminded {
  if (action !== 'snooze') return { ...one, action }
  const again = new Date(Date.parse(at) + (minutes ?? SNOOZE_MINUTES) * 60_000)
  return { ...one, action, again_at: again.toISOString() }
}

/** The same reminders once the server has said when a snoozed one comes again (null: not today). */
export function withAgain(all: readonly Reminded[], notice_id: string, again_at: string | null): Reminded[] {
  return all.map((one) =>
    one.notice_id === notice_id && one.action === 'snooze' ? { ...one, again_at } : one,
  )
}

/** How long a snooze lasts where nothing else is said. */
export const SNOOZE_MINUTES = 60
/** "This evening". */
const EVENING = 18 * 60

/** The waits offered at a local time `HH:MM`, in minutes: ten, an hour, and until six in the evening while that is later. */
export function snoozesAt(localTime: string): { minutes: number; until: 'ten' | 'hour' | 'evening' }[] {
  const now = Number(localTime.slice(0, 2)) * 60 + Number(localTime.slice(3, 5))
  const evening = EVENING - now
  return [
    { minutes: 10, until: 'ten' },
    { minutes: SNOOZE_MINUTES, until: 'hour' },
    ...(evening > SNOOZE_MINUTES && evening <= 720 ? [{ minutes: evening, until: 'evening' as const }] : []),
  ]
}
