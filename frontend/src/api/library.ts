import { createClient } from './client'
import type { Schemas } from './contract'
import type { Http } from './http'

/** One warning sign, how urgent it is and what to do. */
export type WarningSign = Schemas['RedFlagOut']

/** A condition as its Learn page tells it. */
export type ConditionPage = Schemas['ConditionOut']

export type StarterRoutine = Schemas['StarterOut']

/** More than the library holds: it is read in one page. */
const ALL = { limit: 200 } as const

/** The library as anyone signed in may read it. */
export function createLibraryApi(http: Http) {
  const client = createClient(http)
  return {
    conditions: () => client.get('/api/v1/conditions/', { query: ALL }),
    condition: (slug: string) => client.get('/api/v1/conditions/{slug}/', { path: { slug } }),
    exercises: () => client.get('/api/v1/exercises/', { query: ALL }),
    exercise: (slug: string) => client.get('/api/v1/exercises/{slug}/', { path: { slug } }),
  }
}
