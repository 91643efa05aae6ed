import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useLoading } from '../../parts/staff/use-loading'
import { clinics } from '../../state/clinics'
import type { Place } from './end-sheet'
import { t } from './words'

/** Patients whom nobody treats now; on their page a manager adds a therapist to the care team. */
export function Left({ clinic }: { clinic: Place }) {
  const page = useLoading(`patients left ${clinic.id}`, () => clinics.patientsLeft(clinic.id))
  const left = page.found ?? []
  if (!page.trouble && left.length === 0) return null
  return (
    <Card title={t('clinic.left.title')} tone="attention">
      <TroubleBanner trouble={page.trouble} onRetry={page.reload} />
      <p>{t('clinic.left.words')}</p>
      <ul class="plain-list">
        {left.map(({ id, name }) => (
          <li key={id}>
            <a class="row" href={`/patients/${id}`}>
              <b class="row-words">{name}</b>
              <Icon name="forward" />
            </a>
          </li>
        ))}
      </ul>
    </Card>
  )
}
