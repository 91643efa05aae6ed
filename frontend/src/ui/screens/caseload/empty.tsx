import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { t } from '../../parts/staff/words'
import { isManager } from '../../state/session'
import { FirstSteps } from './first-steps'

/** What to say where nobody is listed: found nobody, nobody needs a look, or no patients yet. */
export function Empty({
  search,
  flagged,
  onClear,
  onEveryone,
}: {
  search: string
  flagged: boolean
  onClear: () => void
  onEveryone: () => void
}) {
  if (search)
    return (
      <Card title={t('caseload.nobody.title')}>
        <p>{t('caseload.nobody.words')}</p>
        <Button onClick={onClear}>{t('caseload.nobody.action')}</Button>
      </Card>
    )
  if (flagged)
    return (
      <Card title={t('caseload.calm.title')}>
        <p>{t('caseload.calm.words')}</p>
        <Button onClick={onEveryone}>{t('caseload.calm.action')}</Button>
      </Card>
    )
  if (isManager.value) return <FirstSteps />
  return (
    <Card title={t('caseload.empty.title')} tone="action">
      <p>{t('caseload.empty.words')}</p>
      <ButtonLink kind="main" icon="mail" href="/invite-patient">
        {t('caseload.empty.action')}
      </ButtonLink>
    </Card>
  )
}
