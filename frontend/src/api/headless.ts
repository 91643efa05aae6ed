import type { Answer, Http } from './http'

/** A step of signing in that django-allauth offers, or waits for (`is_pending`). */
export interface Flow {
  id:
    | 'login'
    | 'login_by_code'
    | 'signup'
    | 'verify_email'
    | 'mfa_authenticate'
    | 'mfa_login_webauthn'
    | 'mfa_signup_webauthn'
    | 'mfa_reauthenticate'
    | 'reauthenticate'
    | 'mfa_trust'
  is_pending?: boolean
  /** Kinds of second factor the person has set up, with `mfa_authenticate`. */
  types?: AuthenticatorType[]
}

export type AuthenticatorType = 'totp' | 'webauthn' | 'recovery_codes'

export interface FieldError {
  code: string
  message: string
  param?: string
}

/**
 * An answer about signing in. 401 is ordinary flow control here: `data.flows` says what comes next.
 * 400 carries `errors`, 409 means that the step does not fit (signed in already, nothing pending).
 */
export interface AuthAnswer<Data = AuthState> {
  status: number
  data: Data
  meta: { is_authenticated?: boolean; [more: string]: unknown }
  errors: FieldError[]
}

export interface AuthState {
  user?: { id: string; display: string; email?: string; has_usable_password: boolean }
  methods?: { method: string; at: number }[]
  flows?: Flow[]
}

export interface Authenticator {
  type: AuthenticatorType
  created_at: number
  last_used_at: number | null
  /** Passkeys only. */
  id?: number
  name?: string
  is_passwordless?: boolean
  /** Recovery codes only. */
  total_code_count?: number
  unused_code_count?: number
  unused_codes?: string[]
}

export interface BrowserSession {
  id: number
  user_agent: string
  ip: string
  created_at: number
  last_seen_at?: number
  is_current: boolean
}

const BASE = '/_allauth/browser/v1'
/** Too often (429) is told as everywhere else, with words and a time. */
const ANSWERS = [400, 401, 403, 404, 409, 410]

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The pending step, if signing in is under way. */
export function pendingFlow(answer: AuthAnswer<AuthState>): Flow | null {
  return answer.data?.flows?.find((flow) => flow.is_pending) ?? null
}

/** Signing in and the means of doing so, by django-allauth headless (its browser client). */
export function createHeadless(http: Http) {
  const ask = async <Data = AuthState>(method: Method, path: string, body?: object) =>
    answerOf(
      await http.call<AuthAnswer<Data>>(BASE + path, { method, expects: ANSWERS, ...(body && { body }) }),
    )
  return { ...signingIn(ask), ...settingUp(ask), ...confirming(ask) }
}

type Ask = <Data = AuthState>(method: Method, path: string, body?: object) => Promise<AuthAnswer<Data>>

function answerOf<Data>({ status, body }: Answer<AuthAnswer<Data> | undefined>): AuthAnswer<Data> {
  return { status, data: body?.data as Data, meta: body?.meta ?? {}, errors: body?.errors ?? [] }
}

function signingIn(ask: Ask) {
  return {
    session: () => ask('GET', '/auth/session'),
    /** Signs out. The answer's status is 401: nobody is signed in any more. */
    signOut: () => ask('DELETE', '/auth/session'),
    requestCode: (email: string) => ask('POST', '/auth/code/request', { email }),
    resendCode: () => ask('POST', '/auth/code/resend'),
    confirmCode: (code: string) => ask('POST', '/auth/code/confirm', { code }),
    signUp: (person: { email: string; [more: string]: unknown }) => ask('POST', '/auth/signup', person),
    verifyEmail: (key: string) => ask('POST', '/auth/email/verify', { key }),
    resendVerification: () => ask('POST', '/auth/email/verify/resend'),
    passkeyLoginOptions: () => ask<{ request_options: CredentialRequest }>('GET', '/auth/webauthn/login'),
    passkeyLogin: (credential: object) => ask('POST', '/auth/webauthn/login', { credential }),
    /** The code of the authenticator app, or a recovery code. */
    secondFactor: (code: string) => ask('POST', '/auth/2fa/authenticate', { code }),
    secondFactorPasskeyOptions: () =>
      ask<{ request_options: CredentialRequest }>('GET', '/auth/webauthn/authenticate'),
    secondFactorPasskey: (credential: object) => ask('POST', '/auth/webauthn/authenticate', { credential }),
  }
}

/** Showing once more who one is, where the server asks for it (401 with `reauthenticate` flows). */
function confirming(ask: Ask) {
  return {
    reauthenticate: (code: string) => ask('POST', '/auth/2fa/reauthenticate', { code }),
    reauthenticatePasskeyOptions: () =>
      ask<{ request_options: CredentialRequest }>('GET', '/auth/webauthn/reauthenticate'),
    reauthenticatePasskey: (credential: object) =>
      ask('POST', '/auth/webauthn/reauthenticate', { credential }),
  }
}

function settingUp(ask: Ask) {
  const means = '/account/authenticators'
  return {
    authenticators: () => ask<Authenticator[]>('GET', means),
    /** 404 with `meta.secret` and `meta.totp_url` while none is set up. */
    totp: () => ask<Authenticator>('GET', `${means}/totp`),
    activateTotp: (code: string) => ask<Authenticator>('POST', `${means}/totp`, { code }),
    removeTotp: () => ask<undefined>('DELETE', `${means}/totp`),
    passkeyOptions: () =>
      ask<{ creation_options: CredentialCreation }>('GET', `${means}/webauthn?passwordless`),
    addPasskey: (name: string, credential: object) =>
      ask<Authenticator>('POST', `${means}/webauthn`, { name, credential }),
    renamePasskey: (id: number, name: string) => ask<Authenticator>('PUT', `${means}/webauthn`, { id, name }),
    removePasskeys: (authenticators: number[]) =>
      ask<undefined>('DELETE', `${means}/webauthn`, { authenticators }),
    recoveryCodes: () => ask<Authenticator>('GET', `${means}/recovery-codes`),
    makeRecoveryCodes: () => ask<Authenticator>('POST', `${means}/recovery-codes`),
    sessions: () => ask<BrowserSession[]>('GET', '/auth/sessions'),
    endSessions: (sessions: number[]) => ask<BrowserSession[]>('DELETE', '/auth/sessions', { sessions }),
  }
}

/** What the server sends for `navigator.credentials.get`, binary fields in base64url. */
export interface CredentialRequest {
  publicKey: PublicKeyCredentialRequestOptionsJSON
}

/** What the server sends for `navigator.credentials.create`, binary fields in base64url. */
export interface CredentialCreation {
  publicKey: PublicKeyCredentialCreationOptionsJSON
}
