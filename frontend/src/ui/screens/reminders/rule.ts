import type { Weekday } from '../../../domain/clock'
import { comesAt, type NewRule, type QuietTimes } from '../../../domain/reminder'
import { listed, timeOfDay } from '../../words/dates'
import { longWeekday, shortWeekday } from '../../words/weekdays'
import { t } from './words'

const ALL_DAYS = 7
/** More in one rule the server does not take. */
export const MOST_TIMES = 4

/** "08:30", or "8:30 am" where the person's region writes it so, for a local time `HH:MM`. */
export const clockWords = (time: string): string => timeOfDay(`2024-01-01T${time}:00Z`, 'UTC')

/** "every day", "Monday to Friday", "Mon, Wed and Fri". */
export function daysWords(days: readonly Weekday[]): string {
  const sorted = [...days].sort()
  if (sorted.length === ALL_DAYS) return t('days.every')
  if (sorted.join('') === '12345') return t('days.weekdays')
  return listed(sorted.map(sorted.length === 1 ? longWeekday : shortWeekday))
}

/** "08:30 and 18:00, every day" */
export function whenWords({ times, days }: Pick<NewRule, 'times' | 'days'>): string {
  return t('rule.when', { times: listed([...times].sort().map(clockWords)), days: daysWords(days) })
}

/** "22:00 is in your quiet times: it comes at 21:15." for each of the times that do not stay as they are set. */
export function movedWords(times: readonly string[], quiet: QuietTimes | null): string[] {
  if (!quiet) return []
  return times.filter(Boolean).flatMap((time) => {
    const at = comesAt(time, quiet)
    return at === time ? [] : [t('rule.moved', { time: clockWords(time), at: clockWords(at) })]
  })
}

/** What is still wrong with a rule, by field. */
export interface Wrong {
  /** By the place of the time. */
  times: (string | undefined)[]
  days?: string
}

/** What keeps a rule from being saved; null when nothing does. */
export function wrongWith({ times, days }: Pick<NewRule, 'times' | 'days'>): Wrong | null {
  const wrong = times.map((time, i) => {
    if (!time) return t('rule.time.missing')
    return times.indexOf(time) < i ? t('rule.time.twice') : undefined
  })
  if (days.length > 0) return wrong.some(Boolean) ? { times: wrong } : null
  return { times: wrong, days: t('rule.days.missing') }
}

/** The time that is offered next: six hours after the last, and no later than eight in the evening. */
export function nextTime(times: readonly string[]): string {
  const last = [...times].filter(Boolean).sort().at(-1) ?? '02:30'
  const hour = Math.min(20, Number(last.slice(0, 2)) + 6)
  const offered = `${String(hour).padStart(2, '0')}:${last.slice(3)}`
  return times.includes(offered) ? '' : offered
}
