import type { OwnMemberInvitation } from '../../../api/account'
import { lacksSecondStep } from '../../../domain/person'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { go } from '../../router'
import { enter } from '../../state/account'
import { account } from '../../state/server'
import { fullDate } from '../../words/dates'
import { t } from './words'

/** One invitation to work in a clinic: what it means, accept or decline. */
export function InvitationCard({ of, onGone }: { of: OwnMemberInvitation; onGone: () => void }) {
  const clinic = of.clinic.name
  const accept = useAsking(async () => {
    const person = await account.acceptMembership(of.id)
    await enter(person)
    say(t('join.accepted', { clinic }))
    onGone()
    if (lacksSecondStep(person)) go(`/signin?next=${encodeURIComponent('/caseload')}`)
    else go('/caseload')
    return null
  })
  const decline = useAsking(async () => {
    await account.declineMembership(of.id)
    say(t('join.declined'))
    onGone()
    return null
  })
  const busy = accept.asking || decline.asking
  return (
    <Card title={clinic}>
      <p class="lead">{t(`join.as.${of.role}`, { clinic })}</p>
      <p>{t('join.means')}</p>
      <p class="hint">
        {of.invited_by && t('join.by', { name: of.invited_by })}{' '}
        {t('join.until', { day: fullDate(of.expires_at.slice(0, 10)) })}
      </p>
      <ProblemLine words={accept.problem ?? decline.problem} />
      <div class="stack-close">
        <Button kind="main" wide disabled={busy} onClick={accept.ask}>
          {t('join.accept')}
        </Button>
        <Button wide disabled={busy} onClick={decline.ask}>
          {t('join.decline')}
        </Button>
      </div>
    </Card>
  )
}
