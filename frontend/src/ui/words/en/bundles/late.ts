import { reminders } from '../reminders'
import { settings } from '../settings'

/** What comes late on Today, and the settings. */
export const words = { ...reminders, ...settings } as const
