import { Problem } from '../../../api/errors'
import { createSummariesApi, KINDS, type WeeklySummary } from '../../../api/summaries'
import { keepWeeks, readWeeks } from '../../../store/weeks'
import { http } from '../../state/server'
import { store } from '../../state/session'
import { weekName, weekNamed } from '../../words/week'

const api = createSummariesApi(http)
/** A year of weeks. */
const SHOWN = 52

/** What the server told, or else what this phone kept of it. */
export interface Told<T> {
  readonly it: T
  readonly isKept: boolean
}

/** Keeps the patient's own weeks; a therapist's digest never stays on the phone. */
async function keep(weeks: readonly WeeklySummary[]): Promise<void> {
  const own = weeks.filter(({ kind }) => kind === 'summary')
  if (store.value && own.length > 0) await keepWeeks(store.value, own).catch(() => undefined)
}

const kept = async (): Promise<WeeklySummary[]> => (store.value ? readWeeks<WeeklySummary>(store.value) : [])

/** Asks the server, and the phone where the server cannot be asked. A plain "there is none" is an answer. */
async function ask<T>(
  fetchIt: () => Promise<T>,
  weeksOf: (told: T) => readonly WeeklySummary[],
  orKept: (weeks: WeeklySummary[]) => T | undefined,
): Promise<Told<T>> {
  try {
    const it = await fetchIt()
    await keep(weeksOf(it))
    return { it, isKept: false }
  } catch (error) {
    if (error instanceof Problem && error.status === 404) throw error
    const it = orKept(await kept())
    if (it === undefined) throw error
    return { it, isKept: true }
  }
}

/** All weeks that were summed up, the latest first. */
export function allWeeks(most = SHOWN): Promise<Told<WeeklySummary[]>> {
  return ask(
    () => api.list(most),
    (weeks) => weeks,
    (weeks) => (weeks.length > 0 ? weeks.slice(0, most) : undefined),
  )
}

/**
 * One week, by its name such as `2026-W47`.
 *
 * @param kind `digest` or `summary`; empty: whichever there is, one's own week first
 */
export function oneWeek(name: string, kind: string): Promise<Told<WeeklySummary>> {
  return ask(
    () =>
      api.one(
        weekNamed(name),
        KINDS.find((known) => known === kind),
      ),
    (week) => [week],
    (weeks) => (kind === 'digest' ? undefined : weeks.find((week) => weekName(week) === name)),
  )
}
