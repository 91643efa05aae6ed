import { type AuthAnswer, type AuthenticatorType, type AuthState, pendingFlow } from '../../../api/headless'

/** Where someone stands on the way in. */
export type Stage =
  | { readonly at: 'looking' }
  | { readonly at: 'email'; readonly problem?: string }
  | { readonly at: 'sign-up' }
  | { readonly at: 'code'; readonly email: string; readonly isNew: boolean }
  | { readonly at: 'factor'; readonly types: readonly AuthenticatorType[] }
  /** `failed`: a second step was just taken, and the server still asks for one. */
  | { readonly at: 'set-up'; readonly failed?: boolean }
  | { readonly at: 'name' }
  | { readonly at: 'in' }

/**
 * What an answer about signing in leads to; null where it leads nowhere, because something was wrong with what was sent.
 *
 * @param email the address that a code was sent to
 */
export function stageAfter(answer: AuthAnswer<AuthState>, email: string): Stage | null {
  if (answer.meta.is_authenticated) return { at: 'in' }
  const pending = pendingFlow(answer)
  if (pending?.id === 'login_by_code') return { at: 'code', email, isNew: false }
  if (pending?.id === 'verify_email') return { at: 'code', email, isNew: true }
  if (pending?.id === 'mfa_authenticate') return { at: 'factor', types: pending.types ?? [] }
  return null
}
