import { createClient } from './client'
import type { Schemas } from './contract'
import type { Http } from './http'

export const WORK_ROLES = ['therapist', 'manager'] as const satisfies readonly WorkRole[]
export type WorkRole = Schemas['WorkRoleEnum']

/** One role of one person in a clinic; `id` is the role's, `person` the person's. */
export type Member = Schemas['MemberOut']

/** What a clinic says of itself; `phone` and `urgent_help` are "" until they are told. Patients call it by one tap. */
export type ClinicSettings = Schemas['ClinicSettingsOut']

/** Whom to invite to work in a clinic; `name` is how the e-mail greets them. */
export type NewMember = Schemas['MemberInRequest']

/** An invitation to work in a clinic, as its managers see it: as they wrote it, whoever reads mail there. */
export type MemberInvitation = Schemas['MemberInvitationOut']

/** Somebody by name: a colleague, or a patient whom nobody treats. */
export type Colleague = Schemas['TherapistOut']

/** More than one clinic has: read in one page. */
const ALL = { limit: 200 } as const

/** What a manager asks about a clinic's staff. */
export function createClinicApi(http: Http) {
  const client = createClient(http)
  return {
    settings: (clinic_id: string) => client.get('/api/v1/clinics/{clinic_id}/', { path: { clinic_id } }),
    /** Changes what the clinic says of itself; 400 where no telephone can call the number. */
    changeSettings: (clinic_id: string, body: Partial<Omit<ClinicSettings, 'id'>>) =>
      client.patch('/api/v1/clinics/{clinic_id}/', { path: { clinic_id }, body }),
    members: (clinic_id: string) =>
      client.get('/api/v1/clinics/{clinic_id}/members/', { path: { clinic_id }, query: ALL }),
    /** Asks somebody to work in the clinic; they do so once they accept. */
    inviteMember: (clinic_id: string, body: NewMember) =>
      client.post('/api/v1/clinics/{clinic_id}/members/', { path: { clinic_id }, body }),
    invitations: (clinic_id: string) =>
      client.get('/api/v1/clinics/{clinic_id}/member-invitations/', { path: { clinic_id }, query: ALL }),
    resend: (clinic_id: string, invitation_id: string) =>
      client.post('/api/v1/clinics/{clinic_id}/member-invitations/{invitation_id}/resend/', {
        path: { clinic_id, invitation_id },
      }),
    revoke: (clinic_id: string, invitation_id: string) =>
      client.post('/api/v1/clinics/{clinic_id}/member-invitations/{invitation_id}/revoke/', {
        path: { clinic_id, invitation_id },
      }),
    /**
     * Ends one role of one person. 409 `last_manager` where nobody would be left to manage the clinic, and
     * `patients_left` with the patients' names where nobody would treat them.
     *
     * @param member_id the role's, or `me` for all of one's own
     * @param hand_over_to the therapist who takes those patients over
     */
    endMember: (clinic_id: string, member_id: string, hand_over_to?: string) =>
      client.delete('/api/v1/clinics/{clinic_id}/members/{member_id}/', {
        path: { clinic_id, member_id },
        query: { hand_over_to },
      }),
    /** Whom nobody treats or covers now. */
    patientsLeft: async (clinic_id: string) =>
      (await client.get('/api/v1/clinics/{clinic_id}/patients-left/', { path: { clinic_id }, query: ALL }))
        .results,
    /** Who may treat, cover and take over. */
    therapists: (clinic_id: string) =>
      client.get('/api/v1/clinics/{clinic_id}/therapists/', { path: { clinic_id }, query: ALL }),
  }
}
