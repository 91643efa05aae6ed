import { createTherapistApi } from '../../api/therapist'
import { http } from './server'

/** What the staff's screens ask. Of all its answers only the last caseload is kept on the device. */
export const therapist = createTherapistApi(http)
