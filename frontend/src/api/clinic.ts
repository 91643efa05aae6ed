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

export interface NewMember {
  email: string
  /** Kept only where the address has no account yet. */
  name: string
  role: WorkRole
}

/** What a manager asks about a clinic's staff. */
export function createClinicApi(http: Http) {
  const members = (clinic: string) => `/api/v1/clinics/${clinic}/members/`
  return {
    members: async (clinic: string) =>
      (await http.call<Page<Member>>(address(members(clinic), { limit: 200 }))).body,
    addMember: async (clinic: string, body: NewMember) =>
      (await http.call<Member>(members(clinic), { method: 'POST', body })).body,
    /** Ends one role of one person; 409 `last_manager` where nobody would be left to manage the clinic. */
    endMember: (clinic: string, id: string) => http.call(`${members(clinic)}${id}/`, { method: 'DELETE' }),
  }
}
