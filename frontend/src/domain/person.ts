export type Role = 'patient' | 'therapist' | 'manager'

/** The answer of `GET /me/`: who is signed in. */
export interface Me {
  id: string
  email: string
  name: string
  time_zone: string
  language: string
  roles: Role[]
  clinics: { id: string; name: string; role?: Role }[]
  /** The person's own record as a patient, if there is one. */
  patient: OwnPatient | null
  /** Whether a second step of signing in is asked of this person, and whether this sign-in has it. */
  second_factor?: { required: boolean; satisfied: boolean }
  /** One of the demo's people: nothing about them is real. */
  synthetic?: boolean
}

/** Whether a second step of signing in is still due before the person's work opens. */
export const lacksSecondStep = ({ second_factor }: Me): boolean =>
  second_factor?.required === true && !second_factor.satisfied

/** The person's own record as a patient. */
export interface OwnPatient {
  id: string
  foot?: 'left' | 'right' | 'both' | null
  intake_done?: boolean
  /** The intake's answers; null where a question was never asked. */
  risk?: Record<string, 'yes' | 'no' | 'unsure' | null>
  /** The care under way; `clinic` null for one who uses Footing alone. */
  episode?: { id: string; condition: string; clinic: { id: string; name: string } | null } | null
}

/** Whether somebody works with other people's records. */
export const isStaffMember = ({ roles }: Pick<Me, 'roles'>): boolean =>
  roles.some((role) => role !== 'patient')
