import type { WeeklySummary } from '../../../api/summaries'
import { Card } from '../../parts/card'
import { oneDecimal } from '../../words/figures'
import { t } from './words'

type Told = NonNullable<WeeklySummary['pain']>

const MOST = 10

const meanWords = (mean: number | null): string =>
  mean === null ? t('week.pain.none') : t('week.pain.of.ten', { mean: oneDecimal(mean) })

function Bar({ label, mean, days }: { label: string; mean: number | null; days: number }) {
  return (
    <div class="week-pain">
      <p class="week-pain-words">
        <span>{label}</span> <b>{meanWords(mean)}</b>
      </p>
      <svg class="week-pain-bar" viewBox={`0 0 ${MOST} 1`} preserveAspectRatio="none" aria-hidden="true">
        {mean !== null && <rect width={Math.max(mean, 0.05)} height="1" />}
      </svg>
      {days > 0 && <p class="hint">{t('week.pain.days', { count: days })}</p>}
    </div>
  )
}

/** The week's mean beside that of the week before, on the whole scale of 0 to 10. A week without a score has no bar. */
export function Pain({ of: { moment, mean, mean_before, scored_days, scored_days_before } }: { of: Told }) {
  return (
    <Card title={t('week.pain')} aside={<span class="hint">{t(`pain.moment.${moment}`)}</span>}>
      <Bar label={t('week.pain.this')} mean={mean} days={scored_days} />
      <Bar label={t('week.pain.before')} mean={mean_before} days={scored_days_before} />
    </Card>
  )
}
