import { advice } from '../advice'
import { drawing } from '../drawing'
import { exercise } from '../exercise'
import { pain } from '../pain'
import { shell } from '../shell'
import { signin } from '../signin'
import { today } from '../today'

/** What a patient needs without network on the first load, and signing in. */
export const words = { ...advice, ...exercise, ...pain, ...shell, ...today, ...drawing, ...signin } as const
