import { createClinicApi } from '../../api/clinic'
import { http } from './server'

/** What a manager's screen asks. Nothing of it is ever kept on the device. */
export const clinics = createClinicApi(http)
