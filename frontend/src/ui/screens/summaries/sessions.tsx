import type { WeeklySummary } from '../../../api/summaries'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { t } from './words'

type Done = NonNullable<WeeklySummary['sessions']>

/** More than these are told as a number only. */
const MOST_MARKS = 14

/** Sessions done of those planned, one mark each. */
export function Sessions({ of: { planned, done, extra } }: { of: Done }) {
  const marks = planned <= MOST_MARKS ? Array.from({ length: planned }, (_, i) => i < done) : []
  return (
    <Card title={t('week.sessions')}>
      <p class="week-figure">
        <b>{t('week.sessions.of', { done, planned })}</b>
        {extra > 0 && <span class="hint">{t('week.sessions.extra', { count: extra })}</span>}
      </p>
      {marks.length > 0 && (
        <div class="week-marks" role="img" aria-label={t('week.sessions.label', { done, planned })}>
          {marks.map((isDone, i) => (
            <span key={i} class={isDone ? 'tick tick-done' : 'tick'}>
              <Icon name="check" size={20} />
            </span>
          ))}
        </div>
      )}
    </Card>
  )
}
