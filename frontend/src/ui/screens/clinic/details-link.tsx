import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { useLoading } from '../../parts/staff/use-loading'
import { clinics } from '../../state/clinics'
import type { Place } from './end-sheet'
import { t } from './words'

/** Leads to what the clinic says of itself, and says so where patients have nobody to call. */
export function DetailsLink({ clinic }: { clinic: Place }) {
  const { found } = useLoading(`clinic ${clinic.id}`, () => clinics.settings(clinic.id))
  const isMissing = found?.phone === ''
  return (
    <Card>
      <a class="row row-alone" href={`/clinic/${clinic.id}/details`}>
        <Icon name={isMissing ? 'alert' : 'phone'} />
        <span class="row-words">
          <b>{t('clinic.details')}</b>
          <span class="hint">
            {isMissing ? t('clinic.details.missing') : found?.phone || t('clinic.details.words')}
          </span>
        </span>
        <Icon name="forward" />
      </a>
    </Card>
  )
}
