import { useState } from 'preact/hooks'
import type { LocalDate } from '../../../domain/clock'
import type { Moment } from '../../../domain/pain'
import type { Zones } from '../../../domain/plan'
import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { PainChart } from '../../parts/pain-chart'
import { type Column, Table } from '../../parts/table'
import { ZoneKey } from '../../parts/zone-key'
import { today } from '../../state/clock'
import { entries } from '../../state/diary'
import { dayAndMonth, shortDay } from '../../words/dates'
import { oneDecimal, percentWords } from '../../words/figures'
import { loggedMoments, type PainChange, type PainDay, painByDay, painChange } from './pain-trend'
import { TableToggle } from './table-toggle'
import { t } from './words'

function changeWords({ before, now, points, share, verdict }: PainChange): string {
  const means = { before: oneDecimal(before), now: oneDecimal(now) }
  if (verdict === 'same') return t('progress.pain.same', means)
  const size = oneDecimal(Math.abs(points))
  if (share === null) return t('progress.pain.worse.from.nothing', { ...means, points: size })
  return t(`progress.pain.${verdict}`, { ...means, points: size, percent: percentWords(Math.abs(share)) })
}

function Key({ zones }: { zones: Zones }) {
  const { green_to, amber_to } = zones
  const words = {
    green: t('progress.zone.green', { to: green_to }),
    amber: t('progress.zone.amber', { from: green_to + 1, to: amber_to }),
    red: t('progress.zone.red', { from: amber_to + 1 }),
  }
  return <ZoneKey title={t('progress.zone.title')} zones={zones} words={words} />
}

const columns = (): readonly Column<PainDay>[] => [
  { title: t('progress.table.day'), cell: ({ on }) => shortDay(on) },
  {
    title: t('progress.table.mean'),
    cell: ({ pain }) => (pain ? oneDecimal(pain.mean) : t('progress.table.none')),
  },
  { title: t('progress.table.most'), cell: ({ pain }) => pain?.max ?? '' },
  { title: t('progress.table.count'), cell: ({ pain }) => pain?.n ?? '' },
]

function Curve({ days, moment, zones }: { days: readonly PainDay[]; moment: Moment; zones: Zones }) {
  const change = painChange(entries.value, moment, days[0]?.on ?? today.value, today.value)
  const summary = change ? changeWords(change) : t('progress.pain.more.needed')
  const span = { from: dayAndMonth(days[0]?.on ?? ''), to: dayAndMonth(days.at(-1)?.on ?? '') }
  return (
    <>
      <p class={change ? 'lead' : 'hint'}>{summary}</p>
      <PainChart
        days={days.map(({ on, pain }) => ({ on, mean: pain?.mean ?? null }))}
        zones={zones}
        label={t('progress.pain.chart', { ...span, summary })}
      />
      <Key zones={zones} />
      <p class="hint">
        {t('progress.pain.gap')} {change && t('progress.pain.how')}
      </p>
      <TableToggle>
        <Table
          caption={t('progress.table.pain', { moment: t(`pain.moment.${moment}`) })}
          columns={columns()}
          rows={[...days].reverse()}
          rowKey={({ on }) => on}
        />
      </TableToggle>
    </>
  )
}

/** The patient's pain over time: one moment at a time, on the patient's own zones. */
export function Pain({ from, zones }: { from: LocalDate; zones: Zones }) {
  const moments = loggedMoments(entries.value)
  const [chosen, setChosen] = useState<Moment | null>(null)
  const moment = chosen ?? moments[0]
  if (!moment) {
    return (
      <Card title={t('progress.pain.title')}>
        <p>{t('progress.pain.none')}</p>
      </Card>
    )
  }
  const days = painByDay(entries.value, moment, from, today.value)
  const options = moments.map((value) => ({ value, label: t(`pain.moment.${value}`) }))
  return (
    <Card title={t('progress.pain.title')}>
      {moments.length > 1 ? (
        <OneOf legend={t('progress.pain.moment')} options={options} value={moment} onChange={setChosen} />
      ) : (
        <p class="hint">{t(`pain.moment.${moment}`)}</p>
      )}
      {days.some(({ pain }) => pain) ? (
        <Curve days={days} moment={moment} zones={zones} />
      ) : (
        <p>{t('progress.pain.none')}</p>
      )}
    </Card>
  )
}
