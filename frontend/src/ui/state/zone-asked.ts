import { dropSmall, keepSmall, readSmall } from './small-store'

const KEY = 'footing.zone.asked'

/** Whether the question for a place was put away on this phone. */
export const isZoneAsked = (): boolean => readSmall(KEY) !== null

/** Puts the question away. */
export const noteZoneAsked = (): void => keepSmall(KEY, '1')

/** Forgets that it was put away: the next person is asked. */
export const forgetZoneAsked = (): void => dropSmall(KEY)
