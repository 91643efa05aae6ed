import { useEffect, useState } from 'preact/hooks'
import type { Flag } from '../../../api/flags'
import { daysBetween, localDate } from '../../../domain/clock'
import { keepStaffScreens } from '../../../sync/worker-link'
import type { Trouble } from '../../parts/staff/trouble'
import { readClock } from '../../state/clock'
import { dropShown, type KeptCaseload, keepShown, readShown } from '../../state/kept-caseload'
import { longDay, relativeDay, timeOfDay } from '../../words/dates'
import { language } from '../../words/formats'
import { type Asked, PAGE } from './use-caseload'

/** What of the screen is kept: what was asked and told, the flags of a patient, the name of a condition. */
export interface OnScreen {
  readonly asked: Asked
  readonly flagsOf: (patient: string) => readonly Flag[]
  readonly nameOf: (condition: string) => string
}

/**
 * The first page of the list of everybody, as it is on screen; null where only some were asked for, since the others would be
 * missing from it without a network.
 */
export function keepable({ asked, flagsOf, nameOf }: OnScreen): KeptCaseload | null {
  if (asked.search || asked.flagged) return null
  const rows = asked.results.slice(0, PAGE)
  return {
    rows,
    flags: rows.flatMap(({ id }) => flagsOf(id)),
    conditions: Object.fromEntries(rows.map(({ condition }) => [condition, nameOf(condition)])),
    has_more: asked.next !== null || asked.results.length > PAGE,
    fetched_at: asked.fetched_at,
  }
}

/**
 * Whether the kept list stands in for the live one.
 *
 * @param online what the browser believes
 * @param trouble what went wrong when the list was last asked for
 */
export const standsIn = (online: boolean, trouble: Trouble | null): boolean =>
  !online || trouble?.helps === 'network'

/** Whether the server has refused the list to this person. */
export const isRefused = (trouble: Trouble | null): boolean =>
  trouble?.helps === 'sign-in' || trouble?.helps === 'second-step'

/** "today, 17:40", "yesterday, 17:40" or "Friday 27 November, 17:40" on the clocks of `zone`. */
export function dayAndHour(instant: string, now: Date, zone: string): string {
  const day = localDate(instant, zone)
  const ago = daysBetween(day, localDate(now, zone))
  const dayWords = ago === 0 || ago === 1 ? relativeDay(-ago) : longDay(day)
  return `${dayWords}, ${timeOfDay(instant, zone)}`
}

/**
 * The list that this device has kept, and the keeping of what is on screen.
 *
 * @param onScreen what is on screen, all of it told by the server; null while something is missing
 * @param news changes with everything that `onScreen` is made of
 */
export function useKept(onScreen: OnScreen | null, trouble: Trouble | null, news: readonly unknown[]) {
  const [kept, setKept] = useState<KeptCaseload | null>(null)
  useEffect(() => {
    void readShown(readClock()).then((found) => setKept((before) => before ?? found))
  }, [])
  useEffect(() => {
    void keepStaffScreens(language.value)
  }, [language.value])
  useEffect(() => {
    const list = onScreen && keepable(onScreen)
    if (!list) return
    setKept(list)
    void keepShown(list)
  }, news)
  const refused = isRefused(trouble)
  useEffect(() => {
    if (!refused) return
    setKept(null)
    void dropShown()
  }, [refused])
  return kept
}
