import { advice } from './en/advice'
import { exercise } from './en/exercise'
import { pain } from './en/pain'
import { shell } from './en/shell'
import { today } from './en/today'

/** What a patient needs without network on the first load. Screens that load later bring their own words. */
export const core = { ...shell, ...pain, ...today, ...exercise, ...advice } as const
