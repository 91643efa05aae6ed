import { asMe } from './answers'
import { createClient } from './client'
import type { Schemas } from './contract'
import type { Http } from './http'

export type DemoPerson = Schemas['DemoPersonOut']

/** What anyone may know of this server. */
export type AppFacts = Schemas['AppOut']

/** How the mail with a code fares that this browser asked for last; `none`: it asked for none. */
export type MailState = Schemas['SignInMailOut']['state']

/** What the holder of an invitation's link may know of it; `needs_code`: accepting takes a code from the invited mailbox. */
export type InvitationFacts = Schemas['InvitationFactsOut']

/** An invitation to work in a clinic, to oneself. */
export type OwnMemberInvitation = Schemas['OwnMemberInvitationOut']

/** What the holder of the link of such an invitation may know of it. */
export type MembershipFacts = Schemas['MembershipFactsOut']

export type Intake = Schemas['IntakeInRequest']

export type AccessToken = Schemas['TokenOut']
/** The answer that made it: only here the token itself is told; it is kept hashed. */
export type MadeToken = Schemas['MadeTokenOut']
export type NewToken = Schemas['TokenInRequest']

/** What the app asks about a person's account, and before anyone is known. */
export function createAccountApi(http: Http) {
  const client = createClient(http)
  return {
    facts: () => client.get('/api/v1/app/'),
    demoSignIn: (email: string) => client.post('/api/v1/demo/sign-in/', { body: { email } }),
    signInMail: () => client.get('/api/v1/sign-in-mail/'),
    invitation: (token: string) => client.get('/api/v1/invitations/{token}/', { path: { token } }),
    /** Mails a code to the invited address. */
    invitationCode: async (token: string): Promise<null> => {
      await client.post('/api/v1/invitations/{token}/code/', { path: { token } })
      return null
    },
    acceptInvitation: async (token: string, code?: string) => {
      const body = code ? { code } : {}
      return asMe(await client.post('/api/v1/invitations/{token}/accept/', { path: { token }, body }))
    },
    memberInvitations: async () => (await client.get('/api/v1/me/member-invitations/')).results,
    acceptMembership: async (id: string) => {
      const path = { invitation_id: id }
      return asMe(await client.post('/api/v1/me/member-invitations/{invitation_id}/accept/', { path }))
    },
    declineMembership: (id: string) =>
      client.post('/api/v1/me/member-invitations/{invitation_id}/decline/', { path: { invitation_id: id } }),
    membership: (token: string) => client.get('/api/v1/member-invitations/{token}/', { path: { token } }),
    acceptMembershipLink: async (token: string) =>
      asMe(await client.post('/api/v1/member-invitations/{token}/accept/', { path: { token }, body: {} })),
    saveIntake: async (body: Intake) => asMe(await client.post('/api/v1/me/patient/', { body })),
    /** Ends an assignment that one took alone, at once. */
    endOwn: (assignment_id: string) =>
      client.post('/api/v1/assignments/{assignment_id}/end/', {
        path: { assignment_id },
        body: { reason: 'other' },
      }),
    takeStarter: (condition: string) => client.post('/api/v1/me/starter/', { body: { condition } }),
    tokens: () => client.get('/api/v1/tokens/'),
    makeToken: (body: NewToken) => client.post('/api/v1/tokens/', { body }),
    removeToken: (token_id: string) => client.delete('/api/v1/tokens/{token_id}/', { path: { token_id } }),
  }
}
