import { adherenceByWeek, type WeekAdherence } from '../../../domain/adherence'
import type { LocalDate } from '../../../domain/clock'
import type { Plan } from '../../../domain/plan'
import { Card } from '../../parts/card'
import { type Column, Table } from '../../parts/table'
import { WeekBars } from '../../parts/week-bars'
import { today } from '../../state/clock'
import { entries } from '../../state/diary'
import { dayAndMonth } from '../../words/dates'
import { percentWords } from '../../words/figures'
import { TableToggle } from './table-toggle'
import { t } from './words'

function daysWords({ doneDays, plannedDays }: WeekAdherence): string {
  return t('progress.rules.weeks.of', { done: doneDays, planned: plannedDays })
}

function shareWords({ adherence }: WeekAdherence): string {
  return adherence === null ? t('progress.rules.weeks.unknown') : percentWords(adherence)
}

const columns = (): readonly Column<WeekAdherence>[] => [
  { title: t('progress.rules.weeks.week'), cell: ({ from }) => dayAndMonth(from) },
  { title: t('progress.rules.weeks.days'), cell: daysWords },
  { title: t('progress.rules.weeks.share'), cell: shareWords },
]

function thisWeekWords(week: WeekAdherence | undefined): string {
  if (!week || week.plannedDays === 0) return t('progress.rules.weeks.none')
  return t('progress.rules.weeks.now', { done: week.doneDays, planned: week.plannedDays })
}

function Formula() {
  return (
    <details class="fold">
      <summary>{t('progress.rules.weeks.formula.title')}</summary>
      <div class="fold-body">
        <p class="hint">{t('progress.rules.weeks.formula.days')}</p>
      </div>
    </details>
  )
}

/** How much of the plan was done, week by week, with the formula beside it. */
export function Weeks({ plan, from }: { plan: Plan; from: LocalDate }) {
  const all = adherenceByWeek(plan, entries.value, from, today.value, today.value)
  const first = all.findIndex(({ plannedDays }) => plannedDays > 0)
  const weeks = first === -1 ? [] : all.slice(first)
  const extra = weeks.flatMap(({ days }) => days).reduce((sum, day) => sum + day.extra, 0)
  const summary = thisWeekWords(weeks.at(-1))
  return (
    <Card title={t('progress.rules.weeks.title')}>
      <p class="lead">{summary}</p>
      {weeks.length > 0 && (
        <>
          <WeekBars
            weeks={weeks.map(({ from: monday, adherence }) => ({ from: monday, share: adherence }))}
            label={t('progress.rules.weeks.chart', { summary })}
          />
          <p class="hint">{t('progress.rules.weeks.formula')}</p>
          <Formula />
          {extra > 0 && <p class="hint">{t('progress.extra', { count: extra })}</p>}
          <TableToggle>
            <Table
              caption={t('progress.rules.weeks.table')}
              columns={columns()}
              rows={[...weeks].reverse()}
              rowKey={({ from: monday }) => monday}
            />
          </TableToggle>
        </>
      )}
    </Card>
  )
}
