import type { Invitation } from '../../../api/invitations'
import type { Foot } from '../../../api/record'

/** What is typed of an invitation so far. */
export interface InvitationForm {
  readonly email: string
  readonly name: string
  readonly condition: string
  readonly foot: Foot | null
  readonly message: string
  /** Empty where there is only one clinic to invite to. */
  readonly clinic: string
}

export const EMPTY: InvitationForm = {
  email: '',
  name: '',
  condition: '',
  foot: null,
  message: '',
  clinic: '',
}

/** The form as the contract has it; null while something that is needed is missing. */
export function invitationOf(form: InvitationForm): Invitation | null {
  const email = form.email.trim()
  const name = form.name.trim()
  const message = form.message.trim()
  if (!email.includes('@') || !name || !form.condition || !form.foot) return null
  return {
    email,
    name,
    condition: form.condition,
    foot: form.foot,
    ...(message && { message }),
    ...(form.clinic && { clinic: form.clinic }),
  }
}
