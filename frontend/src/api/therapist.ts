import type { LocalDate, Weekday } from '../domain/clock'
import type { ServerEntry } from '../domain/entry'
import type { Moment } from '../domain/pain'
import type { Assignment, Dosage, Plan, PlanExercise, PlanStep, Side, Zones } from '../domain/plan'
import type { Risk, RiskAnswer } from './account'
import { address, type Http } from './http'

/** One page of a list; `next` and `previous` are addresses to go on with. */
export interface Page<T> {
  results: T[]
  next: string | null
  previous: string | null
}

export type Foot = 'left' | 'right' | 'both'

export interface Who {
  id: string
  name: string
}

export interface CaseloadRow {
  id: string
  name: string
  /** The condition's slug. */
  condition: string
  foot: Foot | null
  /** 0 to 1 over the last seven days that are over; null where nothing was planned or nothing was written. */
  adherence_7d: number | null
  /** 0 to 10, of one moment only: `pain_moment`. */
  pain_mean_7d: number | null
  /** On how many of the seven days there was a score. */
  pain_days_7d: number
  pain_moment: Moment | null
  /** Points and per cent against the seven days before; null with fewer than four scored days on either side. */
  pain_change: number | null
  pain_change_percent: number | null
  last_entry_at: string | null
  /** An open flag is a reason to look, or a warning sign rests the plan, whatever was seen or settled. */
  needs_look: boolean
  open_flags: number
  /** Of the most urgent reason; null where there is none. */
  urgency: Urgency | null
  /** Seen by somebody, settled by nobody. */
  seen_flags: number
  /** Since when a warning sign rests the whole plan. */
  plan_paused_since: string | null
  /** Diabetes or loss of feeling, yes or unsure. */
  may_feel_less: boolean
  reachable: boolean
  /** Mail to them comes back; their phone may well be reached. */
  mail_bounced: boolean
}

export const ORDERINGS = [
  '-urgency',
  'name',
  '-pain_change',
  '-pain_mean_7d',
  'adherence_7d',
  'last_entry_at',
] as const
export type CaseloadOrdering = (typeof ORDERINGS)[number]

export interface CaseloadQuery {
  search?: string
  ordering?: CaseloadOrdering
  flagged?: boolean
  limit?: number
}

export type FlagRule =
  | 'foot_check'
  | 'red_zone'
  | 'next_morning'
  | 'nerve'
  | 'pain_up'
  | 'step_skipped'
  | 'silent'
  | 'unreachable'
  | 'mail_bounced'

/** One thing that a flag rests on; which fields it has goes by its `kind`. */
export interface Evidence {
  kind: 'pain_mean' | 'session' | 'pain' | 'foot_check' | 'planned_day' | 'unreachable' | 'mail_bounced'
  on?: LocalDate
  from?: LocalDate
  to?: LocalDate
  moment?: Moment
  mean?: number
  scored_days?: number
  score?: number
  worst?: number | null
  exercise?: string
  qualities?: string[]
  places?: number
  findings?: string[]
}

/** The most urgent first. */
export type Urgency = 'warning' | 'red' | 'change' | 'silence' | 'delivery'

/** One thing that happened to a flag; `by` is null where the program did it. */
export interface FlagEvent {
  act:
    | 'raised'
    | 'evidence'
    | 'woken'
    | 'withdrawn'
    | 'acknowledged'
    | 'snoozed'
    | 'resolved'
    | 'reopened'
    | 'assigned'
  at: string
  by: Who | null
  to: Who | null
  until_on: LocalDate | null
  note: string
}

/** Whether a flag is a reason to look at a patient, rather than something to know. */
export const isReasonToLook = ({ rule }: Flag) => rule !== 'mail_bounced'

export interface Flag {
  id: string
  rule: FlagRule
  /** Why it is up, in one sentence with the day of the evidence. */
  reason: string
  urgency: Urgency
  patient: Who
  /** When it was raised, or opened again by new evidence. */
  since: string
  /** The patient's local date of the newest evidence. */
  evidence_on: LocalDate | null
  /** A snoozed one is acknowledged. */
  state: 'open' | 'acknowledged' | 'resolved' | 'withdrawn'
  owner: Who | null
  evidence: Evidence[]
  /** Of the evidence that is on screen: newer evidence is never taken for seen. */
  revision: number
  acknowledged_at: string | null
  acknowledged_by: Who | null
  snoozed_until_on: LocalDate | null
  resolved_at: string | null
  note: string
  /** Whether whoever is signed in treats this patient. */
  may_act: boolean
  history: FlagEvent[]
}

export interface FlagQuery {
  state?: Flag['state']
  patient?: string
  limit?: number
}

export interface PatientRecord {
  id: string
  name: string
  email: string
  time_zone: string
  language: string
  synthetic: boolean
  foot: Foot | null
  /** The care under way; `clinic` null for one who uses Footing alone. */
  episode: {
    id: string
    condition: string
    foot: Foot | null
    clinic: Who | null
    started_on: LocalDate
  } | null
  team: Who[]
  risk: Record<Risk, RiskAnswer | null>
  zones: Zones
  /** The flags that are not resolved. */
  open_flags: Flag[]
  /** The latest corrections, newest first. */
  changes: RecordChange[]
}

/** A correction of the record. `before` null was not known before; `by` null is no longer known. */
export interface RecordChange {
  fact: 'name' | 'foot' | 'condition' | Risk
  before: string | null
  after: string
  by: Who | null
  at: string
}

/** What is wrong in a patient's record; what is left out stays. */
export interface Correction {
  name?: string
  foot?: Foot
  condition?: string
}

/** One place in a patient's care team. Days are the patient's own, both included; null has no end. */
export interface TeamPlace {
  id: string
  user: string
  name: string
  from_on: LocalDate
  until_on: LocalDate | null
  lead: boolean
  /** Only `now` opens the record. */
  state: 'now' | 'planned' | 'past'
}

export interface TeamChange {
  user: string
  from_on?: LocalDate
  until_on?: LocalDate | null
  lead?: boolean
}

export interface EndedCare {
  id: string
  condition: string
  started_on: LocalDate
  ended_on: LocalDate
}

export interface PainTally {
  mean: number
  max: number
  n: number
}

export interface ProgressDay {
  date: LocalDate
  /** Only `counted` days are in a sum; `pending` is today. */
  state: 'counted' | 'pending' | 'future' | 'held' | 'rest' | 'no_plan'
  /** Sets. */
  planned: number
  done: number
  adherence: number | null
  /** Sessions beyond the plan. */
  extra: number
  pain: Partial<Record<Moment, PainTally>>
  entries: number
  sessions: number
  late: number
}

export interface ExerciseCourse {
  exercise: string
  name: string
  planned: number
  done: number
  pain: PainTally | null
}

export interface Progress {
  from: LocalDate
  to: LocalDate
  today: LocalDate
  days: ProgressDay[]
  per_exercise: ExerciseCourse[]
  totals: {
    planned: number
    done: number
    adherence: number | null
    planned_days: number
    done_days: number
    sessions: number
    extra: number
    late: number
    days_with_entries: number
  }
  formula: string
  rtm_days: number
  rtm_note: string
}

export type DiaryEntry = ServerEntry & { local_date: LocalDate; skewed: boolean }

export interface Invitation {
  email: string
  name: string
  condition: string
  foot: Foot
  language?: string
  time_zone?: string
  message?: string
  /** Needed of those who work in several clinics. */
  clinic?: string
}

/** Whom it invites and for what is null to managers who neither sent it nor treat that person. */
export interface KnownInvitation {
  id: string
  email: string | null
  name: string | null
  condition: string | null
  foot: Foot | null
  clinic: string
  invited_by: string | null
  state: 'open' | 'accepted' | 'expired' | 'revoked'
  created_at: string
  expires_at: string
  /** There is no such mailbox. */
  letter_returned: boolean
  qr_svg_url: string | null
}

/** Whether an invitation waits in vain: there is no such mailbox. */
export const cameBack = ({ state, letter_returned }: KnownInvitation): boolean =>
  state === 'open' && letter_returned

/** An invitation of one's own with its link for a screen: whoever opens it needs a code from the invited mailbox. */
export type SentInvitation = KnownInvitation & {
  email: string
  name: string
  link: string
  qr_svg_url: string
}

/** Whether one may be told whom it invites; else only how it stands. */
export const isTold = (of: KnownInvitation): of is SentInvitation => of.name !== null

export type RoutineStep = Omit<PlanStep, 'id'>

export interface Routine {
  id: string
  /** The library's routines have one, a clinic's own none. */
  slug: string | null
  clinic: string | null
  name: string
  condition: string | null
  starter: boolean
  summary: string
  note: string
  days: Weekday[]
  times_per_day: number
  steps: RoutineStep[]
}

/** An exercise with what is needed to prescribe it. */
export interface OfferedExercise extends PlanExercise {
  side: Side
  numb_foot_caution: boolean
  conditions: string[]
  clinic: string | null
}

export interface PrescriptionWarning {
  code: 'many_exercises' | 'long_day' | 'numb_feet' | 'same_exercise'
  detail: string
  number: number
  exercises: string[]
}

export type AssignmentState = 'upcoming' | 'active' | 'held' | 'ended'

/** An assignment with where it stands on the patient's local date, and the version to show. */
export interface Prescribed extends Assignment {
  routine: string | null
  state: AssignmentState
  end_reason: EndReason | null
  version: number
  steps: PlanStep[]
  warnings: PrescriptionWarning[]
}

export interface Prescription {
  routine?: string
  name?: string
  condition?: string | null
  steps?: RoutineStep[]
  starts_on?: LocalDate
  ends_on?: LocalDate | null
  days?: Weekday[]
  times_per_day?: number
  note?: string
}

/** A change of dose or steps from a date on; what lies before keeps its version. */
export type NewVersion = Partial<Pick<Prescription, 'days' | 'times_per_day' | 'note' | 'steps'>> & {
  valid_from?: LocalDate
}

export const HOLD_REASONS = ['flare', 'ill', 'travel', 'other'] as const
export type HoldReason = (typeof HOLD_REASONS)[number]
export const END_REASONS = ['finished', 'flare', 'ill', 'travel', 'other'] as const
export type EndReason = (typeof END_REASONS)[number]

export interface NewHold {
  reason: HoldReason
  note?: string
  from_on?: LocalDate | null
  until_on?: LocalDate | null
}

export type NewRoutine = Pick<Routine, 'name' | 'steps'> &
  Partial<Pick<Routine, 'condition' | 'summary' | 'note' | 'days' | 'times_per_day'>> & { clinic?: string }

export type Dose = Dosage & { side: Side }

const V1 = '/api/v1'

/** What a therapist's screens ask of the server; online only, nothing of it is kept on the device. */
export function createTherapistApi(http: Http) {
  const get = async <T>(path: string) => (await http.call<T>(path)).body
  const send = async <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown) =>
    (await http.call<T>(path, { method, body })).body
  return {
    ...reading(get),
    ...prescribing(send),
    ...caring(send),
    ...teaming(get, send),
    ...inviting(get, send),
  }
}

type Get = <T>(path: string) => Promise<T>
type Send = <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown) => Promise<T>

function reading(get: Get) {
  return {
    /** The next page of any list, by the address its page gave. */
    more: <T>(next: string) => get<Page<T>>(pathOf(next)),
    caseload: (query: CaseloadQuery = {}) => get<Page<CaseloadRow>>(address(`${V1}/patients/`, { ...query })),
    patient: (id: string) => get<PatientRecord>(`${V1}/patients/${id}/`),
    /** `id` of a patient, or "me". Both dates are included. */
    progress: (id: string, from: LocalDate, to: LocalDate) =>
      get<Progress>(address(`${V1}/patients/${id}/progress/`, { from, to })),
    /** What a patient wrote, newest day first. */
    diary: (id: string, limit: number) =>
      get<Page<DiaryEntry>>(address(`${V1}/patients/${id}/diary/`, { limit })),
    assignments: (id: string) => get<Page<Prescribed>>(`${V1}/patients/${id}/assignments/`),
    conditions: () => get<Page<Plan['conditions'][number]>>(`${V1}/conditions/`),
    exercises: (query: { search?: string; kind?: string; condition?: string; equipment?: string } = {}) =>
      get<Page<OfferedExercise>>(address(`${V1}/exercises/`, { ...query, limit: 200 })),
    routines: () => get<Page<Routine>>(address(`${V1}/routines/`, { limit: 200 })),
    flags: (query: FlagQuery) => get<Page<Flag>>(address(`${V1}/flags/`, { ...query })),
  }
}

function prescribing(send: Send) {
  const act = (id: string, verb: string, body: unknown) =>
    send<Prescribed>('POST', `${V1}/assignments/${id}/${verb}/`, body)
  return {
    assign: (patient: string, prescription: Prescription) =>
      send<Prescribed>('POST', `${V1}/patients/${patient}/assignments/`, prescription),
    changeAssignment: (id: string, version: NewVersion) => act(id, 'versions', version),
    hold: (id: string, hold: NewHold) => act(id, 'hold', hold),
    /** Goes on from today; after a warning sign the whole plan goes on with it. */
    resume: (id: string, reason = '') => act(id, 'resume', { reason }),
    /** Takes back a version that is still to come. */
    withdrawVersion: (id: string, version: number) =>
      send<null>('DELETE', `${V1}/assignments/${id}/versions/${version}/`, undefined),
    correct: (patient: string, correction: Correction) =>
      send<PatientRecord>('PATCH', `${V1}/patients/${patient}/`, correction),
    /** `ends_on` is the last day; without it the assignment ends at once. */
    end: (id: string, reason: EndReason, ends_on?: LocalDate) => act(id, 'end', { reason, ends_on }),
    saveRoutine: (routine: NewRoutine) => send<Routine>('POST', `${V1}/routines/`, routine),
  }
}

function caring(send: Send) {
  const actOn = (id: string, verb: string, body: unknown) =>
    send<Flag>('POST', `${V1}/flags/${id}/${verb}/`, body)
  return {
    putZones: (patient: string, zones: Zones) =>
      send<Zones>('PUT', `${V1}/patients/${patient}/zones/`, zones),
    acknowledgeFlag: ({ id, revision }: Flag) => actOn(id, 'acknowledge', { revision }),
    snoozeFlag: ({ id, revision }: Flag, until_on: LocalDate) => actOn(id, 'snooze', { revision, until_on }),
    resolveFlag: ({ id, revision }: Flag, note: string) => actOn(id, 'resolve', { revision, note }),
    /** Takes back that it was seen, put off or settled. */
    reopenFlag: ({ id }: Flag) => actOn(id, 'reopen', {}),
    assignFlag: ({ id }: Flag, user: string) => actOn(id, 'assign', { user }),
    /** Ends the care today: the whole clinic's access to the record ends with the answer. */
    endCare: (patient: string) => send<EndedCare>('POST', `${V1}/patients/${patient}/end-care/`, {}),
  }
}

function teaming(get: Get, send: Send) {
  return {
    /** @param past also the places that are over */
    careTeam: async (patient: string, past = false) =>
      (await get<Page<TeamPlace>>(address(`${V1}/patients/${patient}/care-team/`, past ? { past } : {})))
        .results,
    /** Gives a therapist of the clinic a place, or changes the one they have. */
    putInTeam: (patient: string, place: TeamChange) =>
      send<TeamPlace>('POST', `${V1}/patients/${patient}/care-team/`, place),
    /** 409 `patients_left` where nobody would be left and nobody takes over. */
    removeFromTeam: (patient: string, user: string, handOverTo?: string) =>
      send<unknown>(
        'DELETE',
        address(`${V1}/patients/${patient}/care-team/${user}/`, { hand_over_to: handOverTo }),
        undefined,
      ),
  }
}

function inviting(get: Get, send: Send) {
  return {
    invitations: () => get<Page<KnownInvitation>>(address(`${V1}/invitations/`, { limit: 50 })),
    invite: (invitation: Invitation) => send<SentInvitation>('POST', `${V1}/invitations/`, invitation),
    /** Sends a new link; the old one is worthless from then on. */
    resendInvitation: (id: string) => send<KnownInvitation>('POST', `${V1}/invitations/${id}/resend/`, {}),
    revokeInvitation: (id: string) => send<KnownInvitation>('POST', `${V1}/invitations/${id}/revoke/`, {}),
  }
}

/** The server gives whole addresses; only their path is ours to follow. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, 'https://footing.invalid')
  return pathname + search
}
