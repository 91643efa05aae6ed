import { pain } from './en/pain'
import { session } from './en/session'
import { shell } from './en/shell'
import { today } from './en/today'

/** What a patient needs without network on the first load. Screens that load later bring their own words. */
export const core = { ...shell, ...pain, ...today, ...session } as const
