import type { LocalDate } from '../domain/clock'
import type { Dosage, Side } from '../domain/plan'
import { asPrescribed, asPrescribedPage, asRoutine, asRoutines } from './answers'
import type { Client, QueryOf } from './client'
import type { Schemas } from './contract'

export type RoutineStep = Schemas['RoutineStepOut']

/** An exercise with what is needed to prescribe it. */
export type OfferedExercise = Schemas['OfferedExerciseOut']
export type PrescriptionWarning = Schemas['PrescriptionWarningOut']
export type AssignmentState = Schemas['AssignmentStateEnum']

export type Prescription = Schemas['AssignmentInRequest']

/** A change of dose or steps from a date on; what lies before keeps its version. */
export type NewVersion = Schemas['VersionInRequest']

export type HoldReason = Schemas['HoldReasonInEnum']
export const HOLD_REASONS = ['flare', 'ill', 'travel', 'other'] as const satisfies readonly HoldReason[]
export type EndReason = Schemas['EndReasonEnum']
export const END_REASONS = [
  'finished',
  'flare',
  'ill',
  'travel',
  'other',
] as const satisfies readonly EndReason[]

export type NewHold = Omit<Schemas['HoldInRequest'], 'note'> & { note?: string }
export type NewRoutine = Schemas['RoutineInRequest']

export type Dose = Dosage & { side: Side }

/** More than the library and a clinic's own hold: read in one page. */
const ALL = { limit: 200 } as const

/** What may be prescribed. */
export function offeredApi(client: Client) {
  return {
    conditions: () => client.get('/api/v1/conditions/'),
    exercises: (query: QueryOf<'/api/v1/exercises/'> = {}) =>
      client.get('/api/v1/exercises/', { query: { ...query, ...ALL } }),
    routines: async () => asRoutines(await client.get('/api/v1/routines/', { query: ALL })),
    saveRoutine: async (body: NewRoutine) => asRoutine(await client.post('/api/v1/routines/', { body })),
  }
}

/** What is prescribed to a patient, and changes of it. */
export function prescribingApi(client: Client) {
  const path = (assignment_id: string) => ({ path: { assignment_id } })
  return {
    assignments: async (patient_id: string) =>
      asPrescribedPage(
        await client.get('/api/v1/patients/{patient_id}/assignments/', { path: { patient_id } }),
      ),
    assign: async (patient_id: string, body: Prescription) =>
      asPrescribed(
        await client.post('/api/v1/patients/{patient_id}/assignments/', { path: { patient_id }, body }),
      ),
    changeAssignment: async (id: string, body: NewVersion) =>
      asPrescribed(await client.post('/api/v1/assignments/{assignment_id}/versions/', { ...path(id), body })),
    hold: async (id: string, { note = '', ...hold }: NewHold) =>
      asPrescribed(
        await client.post('/api/v1/assignments/{assignment_id}/hold/', {
          ...path(id),
          body: { note, ...hold },
        }),
      ),
    /** Goes on from today; after a warning sign the whole plan goes on with it. */
    resume: async (id: string, reason = '') =>
      asPrescribed(
        await client.post('/api/v1/assignments/{assignment_id}/resume/', { ...path(id), body: { reason } }),
      ),
    /** Takes back a version that is still to come. */
    withdrawVersion: (assignment_id: string, version: number) =>
      client.delete('/api/v1/assignments/{assignment_id}/versions/{version}/', {
        path: { assignment_id, version },
      }),
    /** `ends_on` is the last day; without it the assignment ends at once. */
    end: async (id: string, reason: EndReason, ends_on?: LocalDate) =>
      asPrescribed(
        await client.post('/api/v1/assignments/{assignment_id}/end/', {
          ...path(id),
          body: { reason, ends_on },
        }),
      ),
  }
}
