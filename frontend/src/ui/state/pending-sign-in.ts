const KEY = 'footing.sign-in'
/** As long as the server waits for the second step; after that there is nothing to come back to. */
const WAITS_MS = 30 * 60_000

/** An address that a code was sent to: the page was left to fetch it, and may have been thrown away meanwhile. */
export interface PendingSignIn {
  email: string
  at: number
}

/** Keeps where a code was sent to, so that a reload asks for the code and not for the address again. */
export function keepPending(email: string, now: number): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ email, at: now }))
  } catch {
    // Without storage a reload begins again at the address.
  }
}

/** The sign-in that may still be under way; null where there is none. */
export function pendingSignIn(now: number): PendingSignIn | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as PendingSignIn | null
    return kept && typeof kept.email === 'string' && now - kept.at < WAITS_MS ? kept : null
  } catch {
    return null
  }
}

/** Forgets it: somebody is in, or begins again. */
export function dropPending(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Nothing was kept.
  }
}
