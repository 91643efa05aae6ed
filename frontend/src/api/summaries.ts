import type { Moment } from '../domain/pain'
import type { Http } from './http'
import type { FlagRule, Page } from './therapist'

/** What one week came to, as it was told to a person. What is not known is null. */
export interface WeeklySummary {
  kind: 'summary' | 'digest'
  year: number
  week: number
  from_on: string
  to_on: string
  made_at: string
  /** Whether the numbers, those of now, are others than were sent; null where that was not looked at, as in the list. */
  changed_since_sent?: boolean | null
  /** The week in plain words. */
  sentences: string[]
  sessions: { planned: number; done: number; extra: number } | null
  pain: {
    moment: Moment
    mean: number | null
    scored_days: number
    mean_before: number | null
    scored_days_before: number
    change: 'better' | 'worse' | 'same' | null
  } | null
  caseload: { patients: number; attention: number; told: number; lines: DigestLine[] } | null
}

export interface DigestLine {
  patient_id: string
  name: string
  open_flags: number
  /** Why they are up; digests of before only count them. */
  rules: FlagRule[]
  /** A warning sign rests the plan: a reason to look whatever was seen. */
  plan_paused: boolean
  may_feel_less: boolean
  /** Seen by somebody, settled by nobody. */
  seen_flags: number
  adherence: number | null
  pain_change: number | null
}

const PATH = '/api/v1/summaries/'

/** The weekly summaries of whoever is signed in. */
export function createSummariesApi(http: Http) {
  return {
    list: async (limit: number) =>
      (await http.call<Page<WeeklySummary>>(`${PATH}?limit=${limit}`)).body.results,
    /** One week, by its name such as `2026-W47`; of a `kind` (`digest`, `summary`), or any where that is empty. */
    one: async (week: string, kind: string) => {
      const query = kind && `?kind=${encodeURIComponent(kind)}`
      return (await http.call<WeeklySummary>(`${PATH}${encodeURIComponent(week)}/${query}`)).body
    },
  }
}
