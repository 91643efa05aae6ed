import type { LocalDate } from '../domain/clock'
import type { Moment } from '../domain/pain'
import type { Client, QueryOf } from './client'
import type { Schemas } from './contract'

export type FlagRule = Schemas['RuleEnum']

/** The most urgent first. */
export type Urgency = Schemas['FlagUrgencyEnum']

/**
 * Why somebody should look at a patient, or what should be known of them. `since`: when it was raised, or opened again by new
 * evidence; a snoozed one is acknowledged; `revision` is that of the evidence on screen, so that newer evidence is never taken
 * for seen; `may_act`: whether whoever is signed in treats this patient.
 */
export type Flag = Schemas['FlagOut']

/** One thing that happened to a flag; `by` is null where the program did it. */
export type FlagEvent = Schemas['FlagEventOut']

/** One thing that a flag rests on; which fields it has goes by its `kind`, and a newer server may name others. */
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

/** What a flag rests on: the contract leaves the fields of a piece of evidence open. */
export const evidenceOf = ({ evidence }: Flag): Evidence[] => evidence as unknown as Evidence[]

/** Whether a flag is a reason to look at a patient, rather than something to know. */
export const isReasonToLook = ({ rule }: Flag) => rule !== 'mail_bounced'

/** What therapists do about flags. */
export function flagsApi(client: Client) {
  const path = ({ id }: Flag) => ({ flag_id: id })
  return {
    flags: (query: QueryOf<'/api/v1/flags/'>) => client.get('/api/v1/flags/', { query }),
    acknowledgeFlag: (flag: Flag) =>
      client.post('/api/v1/flags/{flag_id}/acknowledge/', {
        path: path(flag),
        body: { revision: flag.revision },
      }),
    snoozeFlag: (flag: Flag, until_on: LocalDate) =>
      client.post('/api/v1/flags/{flag_id}/snooze/', {
        path: path(flag),
        body: { revision: flag.revision, until_on },
      }),
    resolveFlag: (flag: Flag, note: string) =>
      client.post('/api/v1/flags/{flag_id}/resolve/', {
        path: path(flag),
        body: { revision: flag.revision, note },
      }),
    /** Takes back that it was seen, put off or settled. */
    reopenFlag: (flag: Flag) => client.post('/api/v1/flags/{flag_id}/reopen/', { path: path(flag) }),
    assignFlag: (flag: Flag, user: string) =>
      client.post('/api/v1/flags/{flag_id}/assign/', { path: path(flag), body: { user } }),
  }
}
