import type { LocalDate } from '../domain/clock'
import { asDiary, asProgress } from './answers'
import type { Client } from './client'
import type { Schemas } from './contract'

export type Foot = Schemas['FootEnum']
export type Who = Schemas['WhoOut']
export type RiskAnswer = Schemas['AnswerEnum']
export type Risk = keyof Schemas['RiskInRequest']
export const RISKS = [
  'diabetes',
  'loss_of_feeling',
  'past_ulcer_or_amputation',
  'poor_circulation',
] as const satisfies readonly Risk[]

/** A patient's record. `clinic` of the care under way is null for one who uses Footing alone; `changes`: newest first. */
export type PatientRecord = Schemas['PatientOut']

/** A correction of the record. `before` null was not known before; `by` null is no longer known. */
export type RecordChange = Schemas['CorrectionOut']

/** What is wrong in a patient's record; what is left out stays. */
export type Correction = Schemas['PatchedCorrectionInRequest']

export type PainTally = Schemas['ScoresOut']
export type ExerciseCourse = Schemas['ExerciseCourseOut']

type Zones = Schemas['ZonesInRequest']

/** What a therapist's screens ask about one patient. */
export function recordApi(client: Client) {
  const path = (patient_id: string) => ({ path: { patient_id } })
  return {
    patient: (id: string) => client.get('/api/v1/patients/{patient_id}/', path(id)),
    correct: (id: string, body: Correction) =>
      client.patch('/api/v1/patients/{patient_id}/', { ...path(id), body }),
    putZones: (id: string, body: Zones) =>
      client.put('/api/v1/patients/{patient_id}/zones/', { ...path(id), body }),
    /** `id` of a patient, or "me". Both dates are included. */
    progress: async (id: string, from: LocalDate, to: LocalDate) =>
      asProgress(
        await client.get('/api/v1/patients/{patient_id}/progress/', { ...path(id), query: { from, to } }),
      ),
    /** What a patient wrote, newest day first. */
    diary: async (id: string, limit: number) =>
      asDiary(await client.get('/api/v1/patients/{patient_id}/diary/', { ...path(id), query: { limit } })),
    /** Ends the care today: the whole clinic's access to the record ends with the answer. */
    endCare: (id: string) =>
      client.post('/api/v1/patients/{patient_id}/end-care/', { ...path(id), body: {} }),
  }
}
