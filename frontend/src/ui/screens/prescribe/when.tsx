import type { LocalDate, Weekday } from '../../../domain/clock'
import { Card } from '../../parts/card'
import { AnyOf } from '../../parts/choice'
import { Counter } from '../../parts/counter'
import { TextArea, TextField } from '../../parts/field'
import { shortWeekday, WEEKDAYS } from '../../words/weekdays'
import type { Draft } from './draft'
import { t } from './words'

const MOST_TIMES = 6

type Change = (change: Partial<Draft>) => void

function Days({ days, onChange }: { days: Draft['days']; onChange: Change }) {
  return (
    <div class="days">
      <AnyOf
        legend={t('when.days')}
        options={WEEKDAYS.map((day) => ({ value: String(day), label: shortWeekday(day) }))}
        values={days.map(String)}
        onChange={(values) => onChange({ days: values.map((day) => Number(day) as Weekday).sort() })}
      />
      {days.length === 0 && (
        <p class="field-error" role="alert">
          {t('when.days.none')}
        </p>
      )}
    </div>
  )
}

function Dates({
  draft,
  isChange,
  earliest,
  refused,
  onChange,
}: {
  draft: Draft
  isChange: boolean
  earliest: LocalDate
  refused: Readonly<Record<string, string>>
  onChange: Change
}) {
  const from = (
    <TextField
      type="date"
      label={t(isChange ? 'when.from' : 'when.starts')}
      {...(isChange && { hint: t('when.from.hint') })}
      min={earliest}
      error={refused[isChange ? 'valid_from' : 'starts_on']}
      value={draft.from_on}
      onInput={(event) => onChange({ from_on: event.currentTarget.value })}
    />
  )
  if (isChange) return from
  return (
    <div class="dates">
      {from}
      <TextField
        type="date"
        label={`${t('when.ends')} (${t('optional')})`}
        min={draft.from_on}
        error={refused.ends_on}
        value={draft.ends_on}
        onInput={(event) => onChange({ ends_on: event.currentTarget.value })}
      />
    </div>
  )
}

/** On which days, how often, from when, and a word for the patient. */
export function When(props: Parameters<typeof Dates>[0]) {
  const { draft, refused, onChange } = props
  return (
    <Card title={t('when.title')}>
      <Days days={draft.days} onChange={onChange} />
      <Counter
        label={t('when.times')}
        lessLabel={t('when.times.less')}
        moreLabel={t('when.times.more')}
        unit={t('when.times.unit', { count: draft.times_per_day })}
        min={1}
        max={MOST_TIMES}
        value={draft.times_per_day}
        onChange={(times_per_day) => onChange({ times_per_day })}
      />
      <Dates {...props} />
      <TextArea
        label={t('when.note')}
        hint={t('when.note.hint')}
        maxLength={1000}
        value={draft.note}
        error={refused.note}
        onInput={(event) => onChange({ note: event.currentTarget.value })}
      />
    </Card>
  )
}
