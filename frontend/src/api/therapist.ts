import type { LocalDate, Weekday } from '../domain/clock'
import type { Moment } from '../domain/pain'
import type { Assignment, Plan, PlanExercise, PlanStep, Zones } from '../domain/plan'
import { address, type Http } from './http'

/** One page of a list; `next` and `previous` are addresses to go on with. */
export interface Page<T> {
  results: T[]
  next: string | null
  previous: string | null
}

export interface CaseloadRow {
  id: string
  name: string
  condition: string | null
  foot: string | null
  adherence_7d: number | null
  pain_mean_7d: number | null
  pain_change: number | null
  last_entry_at: string | null
  open_flags: number
  reachable: boolean
}

export interface CaseloadQuery {
  search?: string
  ordering?: string
  flagged?: boolean
}

export interface PatientRecord {
  id: string
  name: string
  condition: string | null
  foot: string | null
  zones: Zones
  assignments: Assignment[]
  [more: string]: unknown
}

export interface Invitation {
  email: string
  name: string
  condition: string | null
  foot: string | null
  language?: string
  time_zone?: string
  message?: string
}

export type RoutineStep = Omit<PlanStep, 'id'>

export interface Routine {
  id: string
  name: string
  condition: string | null
  steps: RoutineStep[]
}

export interface Prescription {
  routine?: string
  steps?: RoutineStep[]
  starts_on: LocalDate
  ends_on?: LocalDate | null
  days: Weekday[]
  times_per_day: number
  note?: string
}

/** A change of dose or steps from a date on; what lies before keeps its version. */
export type NewVersion = Partial<Pick<Prescription, 'days' | 'times_per_day' | 'note' | 'steps'>> & {
  valid_from: LocalDate
}

export interface PainTally {
  mean: number
  max: number
  n: number
}

export interface ProgressDay {
  date: LocalDate
  planned: number
  done: number
  adherence: number | null
  pain: Partial<Record<Moment, PainTally>>
  sessions: number
  late: number
}

export interface Progress {
  days: ProgressDay[]
  exercises: { exercise: string; planned: number; done: number; pain: number | null }[]
  [more: string]: unknown
}

export interface Flag {
  id: string
  rule: string
  reason: string
  patient: { id: string; name: string }
  since: string
  state: 'open' | 'acknowledged' | 'resolved'
  owner: string | null
  evidence: unknown[]
}

const V1 = '/api/v1'

/** What a therapist's screens ask of the server; online only, nothing of it is kept on the device. */
export function createTherapistApi(http: Http) {
  const get = async <T>(path: string) => (await http.call<T>(path)).body
  const send = async <T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown) =>
    (await http.call<T>(path, { method, body })).body
  return { ...reading(get), ...prescribing(send), ...caring(send) }
}

type Get = <T>(path: string) => Promise<T>
type Send = <T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown) => Promise<T>

function reading(get: Get) {
  return {
    /** The next page of any list, by the address its page gave. */
    more: <T>(next: string) => get<Page<T>>(pathOf(next)),
    caseload: (query: CaseloadQuery = {}) => get<Page<CaseloadRow>>(address(`${V1}/patients/`, { ...query })),
    patient: (id: string) => get<PatientRecord>(`${V1}/patients/${id}/`),
    /** `id` of a patient, or "me". Both dates are included. */
    progress: (id: string, from: LocalDate, to: LocalDate) =>
      get<Progress>(address(`${V1}/patients/${id}/progress/`, { from, to })),
    assignments: (id: string) => get<Page<Assignment>>(`${V1}/patients/${id}/assignments/`),
    conditions: () => get<Page<Plan['conditions'][number]>>(`${V1}/conditions/`),
    exercises: (query: { search?: string; kind?: string; condition?: string; equipment?: string } = {}) =>
      get<Page<PlanExercise>>(address(`${V1}/exercises/`, query)),
    routines: () => get<Page<Routine>>(`${V1}/routines/`),
    flags: (state: Flag['state']) => get<Page<Flag>>(address(`${V1}/flags/`, { state })),
  }
}

function prescribing(send: Send) {
  const act = (id: string, verb: string, body: unknown) =>
    send<Assignment>('POST', `${V1}/assignments/${id}/${verb}/`, body)
  return {
    assign: (patient: string, prescription: Prescription) =>
      send<Assignment>('POST', `${V1}/patients/${patient}/assignments/`, prescription),
    changeAssignment: (id: string, version: NewVersion) => act(id, 'versions', version),
    hold: (id: string, reason: string) => act(id, 'hold', { reason }),
    resume: (id: string, reason: string) => act(id, 'resume', { reason }),
    end: (id: string, reason: string) => act(id, 'end', { reason }),
    saveRoutine: (routine: Omit<Routine, 'id'>) => send<Routine>('POST', `${V1}/routines/`, routine),
  }
}

function caring(send: Send) {
  return {
    invite: (invitation: Invitation) =>
      send<Invitation & Record<string, unknown>>('POST', `${V1}/invitations/`, invitation),
    putZones: (patient: string, zones: Zones) =>
      send<Zones>('PUT', `${V1}/patients/${patient}/zones/`, zones),
    acknowledgeFlag: (id: string) => send<Flag>('POST', `${V1}/flags/${id}/acknowledge/`, {}),
    resolveFlag: (id: string) => send<Flag>('POST', `${V1}/flags/${id}/resolve/`, {}),
  }
}

export type TherapistApi = ReturnType<typeof createTherapistApi>

/** The server gives whole addresses; only their path is ours to follow. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, 'https://footing.invalid')
  return pathname + search
}
