import { useState } from 'preact/hooks'
import type { SentInvitation } from '../../../api/answers'
import { cameBack } from '../../../api/invitations'
import { useConditions } from '../../parts/staff/conditions'
import { StaffScreen } from '../../parts/staff/staff-screen'
import { useLoading } from '../../parts/staff/use-loading'
import { isTherapist } from '../../state/session'
import { therapist } from '../../state/therapist'
import { Invitations } from './list'
import { NewForm } from './new-form'
import { Sent } from './sent'
import { t } from './words'
import './invite.css'

/** Invites a patient: a link by e-mail, and a picture for the phone that is in the room. */
export function Invite() {
  const page = useLoading('invitations', therapist.invitations)
  const { nameOf } = useConditions()
  const [sent, setSent] = useState<{ of: SentInvitation; isAgain: boolean } | null>(null)
  const showSent = (of: SentInvitation) => {
    setSent({ of, isAgain: false })
    page.reload()
  }
  const showAgain = (of: SentInvitation) => {
    setSent({ of, isAgain: true })
    scrollTo(0, 0)
  }
  const own = (
    <div key="own" class="column">
      {sent && <Sent {...sent} onAnother={() => setSent(null)} />}
      {!sent && isTherapist.value && <NewForm onSent={showSent} />}
      {!isTherapist.value && <p>{t('invite.therapists.only')}</p>}
    </div>
  )
  const all = (
    <div key="all" class="column">
      <Invitations page={page} nameOf={nameOf} onSent={showAgain} />
    </div>
  )
  // What has to be mended comes first, but never before what was just sent.
  const isMending = !sent && page.found?.results.some(cameBack)
  return (
    <StaffScreen title={t('invite.new.title')} backTo="/caseload">
      <div class="columns columns-even">{isMending ? [all, own] : [own, all]}</div>
    </StaffScreen>
  )
}
