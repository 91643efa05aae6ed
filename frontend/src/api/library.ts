import type { PlanCondition, PlanExercise } from '../domain/plan'
import type { Http } from './http'
import type { Page } from './therapist'

/** One warning sign, how urgent it is and what to do. */
export interface WarningSign {
  id: string
  text: string
  urgency: 'doctor' | 'urgent' | 'emergency'
  advice: string
}

/** A condition as its Learn page tells it. */
export interface ConditionPage extends PlanCondition {
  summary: string
  what_it_is: string[]
  how_it_feels: string[]
  brings_it_on: string[]
  if_ignored: string
  support_note: string
  see_doctor: WarningSign[]
  red_flags: WarningSign[]
  care: string[]
  source: string
  starter_routine: StarterRoutine | null
}

export interface StarterRoutine {
  id: string
  name: string
  summary: string
  note: string
  days: number[]
  times_per_day: number
  steps: {
    exercise: string
    sets: number | null
    reps: number | null
    hold_seconds: number | null
    duration_seconds: number | null
    rest_seconds: number | null
    side: 'left' | 'right' | 'both' | 'each'
    note: string
  }[]
}

const V1 = '/api/v1'
/** More than the library holds: it is read in one page. */
const ALL = 200

/** The library as anyone signed in may read it. */
export function createLibraryApi(http: Http) {
  const get = async <T>(path: string) => (await http.call<T>(V1 + path)).body
  return {
    conditions: () => get<Page<PlanCondition>>(`/conditions/?limit=${ALL}`),
    condition: (slug: string) => get<ConditionPage>(`/conditions/${encodeURIComponent(slug)}/`),
    exercises: () => get<Page<PlanExercise>>(`/exercises/?limit=${ALL}`),
    exercise: (slug: string) => get<PlanExercise>(`/exercises/${encodeURIComponent(slug)}/`),
  }
}
