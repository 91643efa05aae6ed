import { useEffect, useState } from 'preact/hooks'
import type { OwnMemberInvitation } from '../../../api/account'
import { account } from '../../state/server'

/** The open invitations to work in a clinic, to oneself; null until known. Without an answer there are none to show. */
export function useInvitations() {
  const [waiting, setWaiting] = useState<OwnMemberInvitation[] | null>(null)
  useEffect(() => {
    account.memberInvitations().then(setWaiting, () => setWaiting([]))
  }, [])
  const drop = (id: string) => setWaiting((before) => before?.filter((one) => one.id !== id) ?? null)
  return { waiting, drop }
}
