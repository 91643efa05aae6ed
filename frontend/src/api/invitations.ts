import { asSentInvitation, type SentInvitation } from './answers'
import type { Client } from './client'
import type { Schemas } from './contract'

/** Whom to invite and for what; `clinic` is needed of those who work in several. */
export type Invitation = Schemas['InvitationInRequest']

/** Whom it invites and for what is null to managers who neither sent it nor treat that person. */
export type KnownInvitation = Schemas['InvitationOut']

/** Whether an invitation waits in vain: there is no such mailbox. */
export const cameBack = ({ state, letter_returned }: KnownInvitation): boolean =>
  state === 'open' && letter_returned

/** Whether one may be told whom it invites; else only how it stands. */
export const isTold = (of: KnownInvitation): of is SentInvitation => of.name !== null

/** Inviting patients. */
export function invitationsApi(client: Client) {
  const path = (invitation_id: string) => ({ path: { invitation_id } })
  return {
    invitations: () => client.get('/api/v1/invitations/', { query: { limit: 50 } }),
    invite: async (body: Invitation) => asSentInvitation(await client.post('/api/v1/invitations/', { body })),
    /** Sends a new link; the old one is worthless from then on. */
    resendInvitation: (id: string) => client.post('/api/v1/invitations/{invitation_id}/resend/', path(id)),
    revokeInvitation: (id: string) => client.post('/api/v1/invitations/{invitation_id}/revoke/', path(id)),
  }
}
