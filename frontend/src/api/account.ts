import type { Me } from '../domain/person'
import type { Http } from './http'
import type { components } from './schema'
import type { Page } from './therapist'

export interface DemoPerson {
  email: string
  name: string
  role: 'patient' | 'therapist' | 'manager'
  label: string
}

/** What anyone may know of this server. */
export interface AppFacts {
  name: string
  demo: boolean
  signup_open: boolean
  signed_in: boolean
  demo_people: DemoPerson[]
  version: string
}

/** How the mail with a code fares that this browser asked for last; `none`: it asked for none. */
export type MailState = components['schemas']['SignInMailOut']['state']

/** What the holder of an invitation's link may know of it. */
export interface InvitationFacts {
  clinic: string
  therapist: string | null
  name: string
  email_masked: string
  condition: string | null
  expires_at: string
  state: 'open' | 'accepted' | 'expired' | 'revoked'
  /** The link came from a screen: a newcomer accepts with a code from the invited mailbox. */
  needs_code: boolean
}

/** An invitation to work in a clinic, to oneself. */
export interface OwnMemberInvitation {
  id: string
  clinic: { id: string; name: string }
  role: 'therapist' | 'manager'
  invited_by: string | null
  expires_at: string
}

/** What the holder of the link of such an invitation may know of it. */
export interface MembershipFacts {
  clinic: string
  role: 'therapist' | 'manager'
  email_masked: string
  expires_at: string
  state: 'open' | 'accepted' | 'declined' | 'expired' | 'revoked'
}

export type RiskAnswer = 'yes' | 'no' | 'unsure'
export const RISKS = ['diabetes', 'loss_of_feeling', 'past_ulcer_or_amputation', 'poor_circulation'] as const
export type Risk = (typeof RISKS)[number]

export interface Intake {
  foot: 'left' | 'right' | 'both'
  risk: Record<Risk, RiskAnswer>
}

export interface AccessToken {
  id: string
  name: string
  scope: 'read' | 'write'
  created_at: string
  expires_at: string | null
  last_used_at: string | null
  /** Only in the answer that made it: it is told once and kept hashed. */
  token?: string
}

export interface NewToken {
  name: string
  scope: AccessToken['scope']
  days: number
}

const V1 = '/api/v1'

/** What the app asks about a person's account, and before anyone is known. */
export function createAccountApi(http: Http) {
  const get = async <T>(path: string) => (await http.call<T>(V1 + path)).body
  const post = async <T>(path: string, body: object) =>
    (await http.call<T>(V1 + path, { method: 'POST', body })).body
  return {
    facts: () => get<AppFacts>('/app/'),
    demoSignIn: (email: string) => http.call(`${V1}/demo/sign-in/`, { method: 'POST', body: { email } }),
    invitation: (token: string) => get<InvitationFacts>(`/invitations/${encodeURIComponent(token)}/`),
    signInMail: () => get<{ state: MailState }>('/sign-in-mail/'),
    /** Mails a code to the invited address. */
    invitationCode: async (token: string): Promise<null> => {
      await http.call(`${V1}/invitations/${encodeURIComponent(token)}/code/`, { method: 'POST', body: {} })
      return null
    },
    acceptInvitation: (token: string, code?: string) =>
      post<Me>(`/invitations/${encodeURIComponent(token)}/accept/`, code ? { code } : {}),
    memberInvitations: async () => (await get<Page<OwnMemberInvitation>>('/me/member-invitations/')).results,
    acceptMembership: (id: string) => post<Me>(`/me/member-invitations/${id}/accept/`, {}),
    declineMembership: (id: string) => post<unknown>(`/me/member-invitations/${id}/decline/`, {}),
    membership: (token: string) => get<MembershipFacts>(`/member-invitations/${encodeURIComponent(token)}/`),
    acceptMembershipLink: (token: string) =>
      post<Me>(`/member-invitations/${encodeURIComponent(token)}/accept/`, {}),
    saveIntake: (intake: Intake) => post<Me>('/me/patient/', intake),
    /** Ends an assignment that one took alone, at once. */
    endOwn: (assignment: string) => post<unknown>(`/assignments/${assignment}/end/`, { reason: 'other' }),
    takeStarter: (condition: string) => post<unknown>('/me/starter/', { condition }),
    tokens: () => get<Page<AccessToken>>('/tokens/'),
    makeToken: (token: NewToken) => post<AccessToken>('/tokens/', token),
    removeToken: (id: string) => http.call(`${V1}/tokens/${id}/`, { method: 'DELETE' }),
  }
}
