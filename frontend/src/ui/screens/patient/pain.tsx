import { useState } from 'preact/hooks'
import type { Prescribed, Progress, ProgressDay } from '../../../api/answers'
import type { PatientRecord } from '../../../api/record'
import type { Moment } from '../../../domain/pain'
import type { Zones } from '../../../domain/plan'
import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { PainChart } from '../../parts/pain-chart'
import { type Column, Table } from '../../parts/table'
import { ZoneKey } from '../../parts/zone-key'
import { dayAndMonth, shortDay } from '../../words/dates'
import { oneDecimal } from '../../words/figures'
import { momentsOf } from './pain-course'
import { t } from './words'
import '../../styles/charts.css'

function cell(day: ProgressDay, moment: Moment): string {
  const scores = day.pain[moment]
  if (!scores) return t('no.figure.shown')
  const mean = oneDecimal(scores.mean)
  return scores.n > 1 ? t('patient.table.score.max', { mean, max: scores.max }) : mean
}

/** The same figures in a table, newest first. */
function PainTable({ days, moments }: { days: readonly ProgressDay[]; moments: readonly Moment[] }) {
  const columns: Column<ProgressDay>[] = [
    { title: t('patient.table.day'), cell: ({ date }) => shortDay(date) },
    ...moments.map((moment) => ({
      title: t(`pain.moment.${moment}`),
      cell: (day: ProgressDay) => cell(day, moment),
    })),
  ]
  return (
    <details class="fold">
      <summary>{t('patient.table')}</summary>
      <Table
        caption={t('patient.table.caption')}
        columns={columns}
        rows={days.filter(({ pain }) => Object.keys(pain).length > 0).reverse()}
        rowKey={({ date }) => date}
      />
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

/** The chart in one sentence, for those who cannot see it. */
function summaryOf({ days, from, to }: Progress, moment: Moment): string {
  const means = days.flatMap(({ pain }) => pain[moment]?.mean ?? [])
  return t('patient.pain.chart', {
    moment: t(`pain.moment.${moment}`),
    from: dayAndMonth(from),
    to: dayAndMonth(to),
    count: means.length,
    first: oneDecimal(means[0] ?? 0),
    last: oneDecimal(means.at(-1) ?? 0),
  })
}

function Key({ zones }: { zones: Zones }) {
  const { green_to, amber_to } = zones
  const words = {
    green: t('patient.pain.zone.green', { to: green_to }),
    amber: t('patient.pain.zone.amber', { from: green_to + 1, to: amber_to }),
    red: t('patient.pain.zone.red', { from: amber_to + 1 }),
  }
  return <ZoneKey title={t('patient.pain.zones')} zones={zones} words={words} />
}

function Curve({
  progress,
  moment,
  zones,
  marks,
}: {
  progress: Progress
  moment: Moment
  zones: Zones
  marks: ReturnType<typeof changesOf>
}) {
  const days = progress.days.map(({ date, pain }) => {
    const scores = pain[moment]
    return { on: date, mean: scores?.mean ?? null, ...(scores && { max: scores.max }) }
  })
  return (
    <>
      <PainChart days={days} zones={zones} marks={marks} label={summaryOf(progress, moment)} />
      <Key zones={zones} />
      <p class="hint">
        {t('patient.pain.reach')} {marks.length > 0 && t('patient.pain.changes')}
      </p>
    </>
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
      <Curve
        progress={progress}
        moment={moment}
        zones={record.zones}
        marks={changesOf(assignments, progress)}
      />
      <PainTable days={progress.days} moments={moments} />
    </Card>
  )
}
