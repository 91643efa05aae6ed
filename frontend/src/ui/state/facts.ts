import type { AppFacts } from '../../api/account'
import { account } from './server'

let asked: Promise<AppFacts> | null = null

/**
 * What this installation is, and whether this browser is signed in there; asked once. Also the way by which the browser gets
 * its CSRF cookie.
 */
export function appFacts(): Promise<AppFacts> {
  asked ??= account.facts().catch((error: unknown) => {
    asked = null
    throw error
  })
  return asked
}
