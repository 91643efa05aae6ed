import type { WeeklySummary } from '../../../api/summaries'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { t } from './words'

type Done = NonNullable<WeeklySummary['sessions']>

/** More than these are told as a number only. */
const MOST_MARKS = 14

/** Nothing on its day, and yet not nothing: no row of empty marks. */
function Moved({ of: { planned, extra } }: { of: Done }) {
  return (
    <Card title={t('week.sessions')}>
      <p class="week-figure">
        <b>{t('week.sessions.moved', { count: extra })}</b>
        <span class="hint">{t('week.sessions.moved.planned', { count: planned })}</span>
      </p>
    </Card>
  )
}

/** Sessions done of those planned, one mark each. */
export function Sessions({ of }: { of: Done }) {
  const { planned, done, extra } = of
  if (done === 0 && extra > 0) return <Moved of={of} />
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
