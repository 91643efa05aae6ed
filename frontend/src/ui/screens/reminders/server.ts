import { createRemindersApi } from '../../../api/reminders'
import { http } from '../../state/server'

export const remindersApi = createRemindersApi(http)
