import { ButtonLink } from '../../parts/button'
import { useDesk } from '../../parts/staff/use-desk'
import { t } from '../../parts/staff/words'
import { isTherapist } from '../../state/session'
import { CaseloadCards, CaseloadTable, type ListProps } from './list'

/** The patients and how many they are: a table on a desk, cards on a phone. */
export function Listed({ hasMore, ...list }: ListProps & { hasMore: boolean }) {
  const isDesk = useDesk()
  const count = { count: list.rows.length }
  return (
    <>
      <div class="listing-head">
        <p class="hint" role="status">
          {hasMore ? t('caseload.count.first', count) : t('caseload.count', count)}
        </p>
        {isTherapist.value && list.acting && (
          <ButtonLink kind="quiet" href="/summaries">
            {t('caseload.weeks')}
          </ButtonLink>
        )}
      </div>
      {isDesk ? <CaseloadTable {...list} /> : <CaseloadCards {...list} />}
    </>
  )
}
