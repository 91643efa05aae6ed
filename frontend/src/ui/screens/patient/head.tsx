import type { Progress } from '../../../api/answers'
import type { PatientRecord } from '../../../api/record'
import { RISKS } from '../../../api/record'
import { Card } from '../../parts/card'
import { painMove } from '../../parts/staff/figures'
import { Move } from '../../parts/staff/pain-move'
import { mayBe } from '../../parts/staff/risk'
import { now } from '../../state/clock'
import { ago, fullDate } from '../../words/dates'
import { oneDecimal, percentMove, percentWords } from '../../words/figures'
import { Correct, Corrections } from './correct'
import { painWeek } from './pain-course'
import { adherenceOf, lastSevenCounted, setsOf } from './weeks'
import { t } from './words'

function PainSum({ progress }: { progress: Progress }) {
  const week = painWeek(progress.days, progress.today)
  if (!week) return <dd class="sum-figure">{t('no.figure.shown')}</dd>
  const move = week.change && painMove(week.change)
  const percent = week.change?.pain_change_percent
  return (
    <>
      <dd class="sum-figure">
        {oneDecimal(week.mean)} {move && <Move move={move} />}
      </dd>
      <dd class="hint">
        {typeof percent === 'number' && `${percentMove(percent / 100)}, `}
        {t(`moment.${week.moment}`)}
      </dd>
    </>
  )
}

function ExercisesSum({ progress }: { progress: Progress }) {
  const days = lastSevenCounted(progress.days, progress.today)
  const share = adherenceOf(days)
  const sets = setsOf(days)
  return (
    <>
      <dd class="sum-figure">{share === null ? t('no.figure.shown') : percentWords(share)}</dd>
      <dd class="hint">
        {sets.planned ? t('patient.sum.exercises.hint', sets) : t('patient.nothing.planned')}
      </dd>
    </>
  )
}

/** The week in four figures. */
export function Sums({ progress, lastEntryAt }: { progress: Progress; lastEntryAt: string | null }) {
  return (
    <dl class="sums">
      <div>
        <dt>{t('patient.sum.last')}</dt>
        <dd class="sum-figure sum-words">
          {lastEntryAt ? ago(new Date(lastEntryAt), now.value) : t('patient.sum.last.none')}
        </dd>
      </div>
      <div>
        <dt>{t('patient.sum.pain')}</dt>
        <PainSum progress={progress} />
      </div>
      <div>
        <dt>{t('patient.sum.exercises')}</dt>
        <ExercisesSum progress={progress} />
      </div>
      <div>
        <dt>{t('patient.sum.monitoring')}</dt>
        <dd class="sum-figure">{progress.rtm_days}</dd>
        <dd class="hint">{t('patient.sum.monitoring.hint')}</dd>
      </div>
    </dl>
  )
}

/** What the patient answered at the intake. */
export function RiskCard({
  record,
  onCorrected,
}: {
  record: PatientRecord
  onCorrected: (record: PatientRecord) => void
}) {
  const wasAsked = RISKS.some((risk) => record.risk[risk] !== null)
  return (
    <Card
      title={t('patient.risk.title')}
      aside={
        <span class="small-button">
          <Correct record={record} onCorrected={onCorrected} />
        </span>
      }
    >
      {wasAsked ? (
        <dl class="risk-answers">
          {RISKS.map((risk) => (
            <div key={risk} class={mayBe(record.risk[risk]) ? 'risk-answer risk-answer-yes' : 'risk-answer'}>
              <dt>{t(`patient.risk.${risk}`)}</dt>
              <dd>{t(record.risk[risk] ?? 'no.figure')}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{t('patient.risk.unasked')}</p>
      )}
      <Corrections record={record} />
      <p class="hint">{record.episode && t('patient.since', { day: fullDate(record.episode.started_on) })}</p>
    </Card>
  )
}
