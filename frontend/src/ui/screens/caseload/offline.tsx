import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { StaffScreen } from '../../parts/staff/staff-screen'
import { t } from '../../parts/staff/words'
import { now, zone } from '../../state/clock'
import type { KeptCaseload } from '../../state/kept-caseload'
import { dayAndHour } from './kept'
import { Listed } from './listed'

function Age({ at, onRetry }: { at: string; onRetry: () => void }) {
  const action = (
    <Button kind="quiet" onClick={onRetry}>
      {t('try.again')}
    </Button>
  )
  return (
    <Banner icon="offline" tone="attention" action={action}>
      <b>{t('caseload.kept.title')}</b> {t('caseload.kept', { when: dayAndHour(at, now.value, zone.value) })}
    </Banner>
  )
}

/** The caseload without a network: the list that was shown last, with its age. It can be read and not changed. */
export function OfflineCaseload({ kept, onRetry }: { kept: KeptCaseload; onRetry: () => void }) {
  const { rows, flags, conditions, has_more, fetched_at } = kept
  return (
    <StaffScreen title={t('caseload.title')} offline={<Age at={fetched_at} onRetry={onRetry} />}>
      <Listed
        rows={rows}
        hasMore={has_more}
        flagsOf={(id) => flags.filter(({ patient }) => patient.id === id)}
        nameOf={(slug) => conditions[slug] ?? slug}
        acting={null}
      />
      <p class="hint">{t('caseload.reported')}</p>
    </StaffScreen>
  )
}
