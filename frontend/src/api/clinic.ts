import { address, type Http } from './http'
import type { Page } from './therapist'

export const WORK_ROLES = ['therapist', 'manager'] as const
export type WorkRole = (typeof WORK_ROLES)[number]

/** One role of one person in a clinic; `id` is the role's, `person` the person's. */
export interface Member {
  id: string
  person: string
  name: string
  email: string
  role: WorkRole
  created_at: string
}

/** What a clinic says of itself; `phone` and `urgent_help` are "" until they are told. */
export interface ClinicSettings {
  id: string
  name: string
  /** Patients call it by one tap. */
  phone: string
  /** What to do and whom to call when it is urgent, in the clinic's own words. */
  urgent_help: string
}

export interface NewMember {
  email: string
  /** How the letter greets them. */
  name: string
  role: WorkRole
}

/** An invitation to work in a clinic, as its managers see it: as they wrote it, whoever reads mail there. */
export interface MemberInvitation {
  id: string
  email: string
  name: string
  role: WorkRole
  state: 'open' | 'accepted' | 'declined' | 'expired' | 'revoked'
  expires_at: string
  letter_returned: boolean
}

/** Somebody by name: a colleague, or a patient whom nobody treats. */
export interface Colleague {
  id: string
  name: string
}

/** What a manager asks about a clinic's staff. */
export function createClinicApi(http: Http) {
  const members = (clinic: string) => `/api/v1/clinics/${clinic}/members/`
  const invitations = (clinic: string) => `/api/v1/clinics/${clinic}/member-invitations/`
  return {
    settings: async (clinic: string) => (await http.call<ClinicSettings>(`/api/v1/clinics/${clinic}/`)).body,
    /** Changes what the clinic says of itself; 400 where no telephone can call the number. */
    changeSettings: async (clinic: string, body: Partial<Omit<ClinicSettings, 'id'>>) =>
      (await http.call<ClinicSettings>(`/api/v1/clinics/${clinic}/`, { method: 'PATCH', body })).body,
    members: async (clinic: string) =>
      (await http.call<Page<Member>>(address(members(clinic), { limit: 200 }))).body,
    /** Asks somebody to work in the clinic; they do so once they accept. */
    inviteMember: async (clinic: string, body: NewMember) =>
      (await http.call<MemberInvitation>(members(clinic), { method: 'POST', body })).body,
    invitations: async (clinic: string) =>
      (await http.call<Page<MemberInvitation>>(address(invitations(clinic), { limit: 200 }))).body,
    resend: async (clinic: string, id: string) =>
      (await http.call<MemberInvitation>(`${invitations(clinic)}${id}/resend/`, { method: 'POST' })).body,
    revoke: (clinic: string, id: string) =>
      http.call(`${invitations(clinic)}${id}/revoke/`, { method: 'POST' }),
    /**
     * Ends one role of one person. 409 `last_manager` where nobody would be left to manage the clinic, and
     * `patients_left` with the patients' names where nobody would treat them.
     *
     * @param id the role's, or `me` for all of one's own
     * @param handOverTo the therapist who takes those patients over
     */
    endMember: (clinic: string, id: string, handOverTo?: string) =>
      http.call(address(`${members(clinic)}${id}/`, { hand_over_to: handOverTo }), { method: 'DELETE' }),
    /** Whom nobody treats or covers now. */
    patientsLeft: async (clinic: string) =>
      (await http.call<Page<Colleague>>(address(`/api/v1/clinics/${clinic}/patients-left/`, { limit: 200 })))
        .body.results,
    /** Who may treat, cover and take over. */
    therapists: async (clinic: string) =>
      (await http.call<Page<Colleague>>(address(`/api/v1/clinics/${clinic}/therapists/`, { limit: 200 })))
        .body,
  }
}
