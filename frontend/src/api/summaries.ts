import { createClient } from './client'
import type { Schemas } from './contract'
import type { Http } from './http'

/**
 * What one week came to, as it was told to a person. What is not known is null. `changed_since_sent`: whether the numbers,
 * those of now, are others than were sent; null where that was not looked at, as in the list.
 */
export type WeeklySummary = Schemas['SummaryOut']

/** One patient in a therapist's digest, and why they are in it; digests of before only count the flags. */
export type DigestLine = Schemas['DigestLineOut']

export const KINDS = ['summary', 'digest'] as const satisfies readonly Kind[]
type Kind = WeeklySummary['kind']

/** An ISO week. */
export interface WeekOf {
  year: number
  week: number
}

/** The weekly summaries of whoever is signed in. */
export function createSummariesApi(http: Http) {
  const client = createClient(http)
  return {
    list: async (limit: number) => (await client.get('/api/v1/summaries/', { query: { limit } })).results,
    /** One week of a `kind`; undefined: whichever there is, one's own week first. */
    one: ({ year, week }: WeekOf, kind: Kind | undefined) =>
      client.get('/api/v1/summaries/{year}-W{week}/', { path: { year, week }, query: { kind } }),
  }
}
