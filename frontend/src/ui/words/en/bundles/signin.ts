import { signin } from '../signin'

/** Signing in. */
export const words = { ...signin } as const
