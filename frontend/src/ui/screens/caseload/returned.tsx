import { cameBack, isTold } from '../../../api/invitations'
import { Banner } from '../../parts/banner'
import { ButtonLink } from '../../parts/button'
import { useLoading } from '../../parts/staff/use-loading'
import { t } from '../../parts/staff/words'
import { therapist } from '../../state/therapist'
import { listed } from '../../words/dates'

/** Who was invited in vain: they stand in no list of patients yet, so nothing else here would tell of them. */
export function Returned() {
  const { found } = useLoading('invitations', therapist.invitations)
  const names = (found?.results ?? [])
    .filter(isTold)
    .filter(cameBack)
    .map(({ name }) => name)
  if (names.length === 0) return null
  const action = (
    <ButtonLink kind="quiet" href="/invite-patient">
      {t('caseload.returned.action')}
    </ButtonLink>
  )
  return (
    <Banner icon="mail" tone="attention" action={action}>
      {t('caseload.returned', { names: listed(names) })}
    </Banner>
  )
}
