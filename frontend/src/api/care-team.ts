import type { Client } from './client'
import type { Schemas } from './contract'

/**
 * One place in a patient's care team. Days are the patient's own, both included; null has no end. Only a place whose state is
 * `now` opens the record.
 */
export type TeamPlace = Schemas['TeamPlaceOut']
export type TeamChange = Schemas['TeamPlaceInRequest']

/** Who treats a patient, and who covers for them. */
export function careTeamApi(client: Client) {
  return {
    /** @param past also the places that are over */
    careTeam: async (patient_id: string, past?: boolean) =>
      (
        await client.get('/api/v1/patients/{patient_id}/care-team/', {
          path: { patient_id },
          query: { past: past || undefined },
        })
      ).results,
    /** Gives a therapist of the clinic a place, or changes the one they have. */
    putInTeam: (patient_id: string, body: TeamChange) =>
      client.post('/api/v1/patients/{patient_id}/care-team/', { path: { patient_id }, body }),
    /** 409 `patients_left` where nobody would be left and nobody takes over. */
    removeFromTeam: (patient_id: string, user_id: string, hand_over_to?: string) =>
      client.delete('/api/v1/patients/{patient_id}/care-team/{user_id}/', {
        path: { patient_id, user_id },
        query: { hand_over_to },
      }),
  }
}
