import { createTherapistApi } from '../../api/therapist'
import { http } from './server'

/** What the staff's screens ask. Nothing of it is ever kept on the device. */
export const therapist = createTherapistApi(http)
