import { useState } from 'preact/hooks'
import type { PatientRecord, Prescribed, Progress, ProgressDay } from '../../../api/therapist'
import type { Moment } from '../../../domain/pain'
import { Card } from '../../parts/card'
import { PainChart } from '../../parts/chart/pain-chart'
import { OneOf } from '../../parts/choice'
import { oneDecimal } from '../../parts/staff/figures'
import { dayAndMonth, shortDay } from '../../words/dates'
import { momentsOf, seriesOf } from './pain-course'
import { t } from './words'

function cell(day: ProgressDay, moment: Moment): string {
  const scores = day.pain[moment]
  if (!scores) return t('no.figure.shown')
  const mean = oneDecimal(scores.mean)
  return scores.n > 1 ? t('patient.table.score.max', { mean, max: scores.max }) : mean
}

/** The same figures in a table, newest first. */
function PainTable({ days, moments }: { days: readonly ProgressDay[]; moments: readonly Moment[] }) {
  const scored = days.filter(({ pain }) => Object.keys(pain).length > 0).reverse()
  return (
    <details class="fold">
      <summary>{t('patient.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section class="scroller" aria-label={t('patient.pain.title')} tabIndex={0}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('patient.table.day')}</th>
              {moments.map((moment) => (
                <th key={moment} scope="col">
                  {t(`pain.moment.${moment}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scored.map((day) => (
              <tr key={day.date}>
                <th scope="row">{shortDay(day.date)}</th>
                {moments.map((moment) => (
                  <td key={moment} class="figures">
                    {cell(day, moment)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

/** The days within these on which a plan began or changed. */
function changesOf(assignments: readonly Prescribed[], { from, to }: Progress) {
  return assignments.flatMap(({ name, versions }) =>
    versions
      .filter(({ valid_from }) => from <= valid_from && valid_from <= to)
      .map(({ version, valid_from }) => ({
        on: valid_from,
        words: t('patient.plan.changed', { day: dayAndMonth(valid_from), name, version }),
      })),
  )
}

/** Pain, one moment at a time, over the patient's zones. */
export function Pain({
  progress,
  record,
  assignments,
}: {
  progress: Progress
  record: PatientRecord
  assignments: readonly Prescribed[]
}) {
  const moments = momentsOf(progress.days)
  const [chosen, setChosen] = useState<Moment | null>(null)
  const moment = chosen && moments.includes(chosen) ? chosen : moments[0]
  if (!moment)
    return (
      <Card title={t('patient.pain.title')}>
        <p>{t('patient.pain.none')}</p>
      </Card>
    )
  const changes = changesOf(assignments, progress)
  return (
    <Card title={t('patient.pain.title')}>
      {moments.length > 1 ? (
        <OneOf
          legend={t('patient.pain.moment')}
          legendUnseen
          options={moments.map((value) => ({ value, label: t(`pain.moment.${value}`) }))}
          value={moment}
          onChange={setChosen}
        />
      ) : (
        <p class="hint">{t(`pain.moment.${moment}`)}</p>
      )}
      <PainChart
        days={seriesOf(progress.days, moment)}
        from={progress.from}
        to={progress.to}
        zones={record.zones}
        changes={changes}
      />
      <p class="hint">
        {t('patient.pain.reach')} {changes.length > 0 && t('patient.pain.changes')}
      </p>
      <PainTable days={progress.days} moments={moments} />
    </Card>
  )
}
