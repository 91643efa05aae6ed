import { staff } from '../staff'
import { staffClinic } from '../staff-clinic'
import { staffInvite } from '../staff-invite'
import { staffPatient } from '../staff-patient'
import { staffPlan } from '../staff-plan'
import { staffPrescribe } from '../staff-prescribe'
import { staffTeam } from '../staff-team'

/** The screens of staff. */
export const words = {
  ...staff,
  ...staffClinic,
  ...staffInvite,
  ...staffPatient,
  ...staffPlan,
  ...staffPrescribe,
  ...staffTeam,
} as const
