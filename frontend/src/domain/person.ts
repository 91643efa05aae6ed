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
  patient: { id: string } | null
}
