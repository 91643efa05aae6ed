import { useState } from 'preact/hooks'
import type { Correction, Foot, PatientRecord, RecordChange } from '../../../api/record'
import { localDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { OneOf } from '../../parts/choice'
import { SelectField, TextField } from '../../parts/field'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { useConditions } from '../../parts/staff/conditions'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { useSending } from '../../parts/staff/use-sending'
import { useDraft } from '../../parts/use-draft'
import { zone } from '../../state/clock'
import { therapist } from '../../state/therapist'
import { dayAndMonth } from '../../words/dates'
import { t } from './words'

const FEET: readonly Foot[] = ['left', 'right', 'both']

interface Facts {
  name: string
  foot: Foot | null
  condition: string
}

const factsOf = ({ name, foot, episode }: PatientRecord): Facts => ({
  name,
  foot,
  condition: episode?.condition ?? '',
})

/** What differs from the record. */
function correctionOf(now: Facts, record: PatientRecord): Correction {
  const before = factsOf(record)
  return {
    ...(now.name.trim() !== before.name && { name: now.name.trim() }),
    ...(now.foot && now.foot !== before.foot && { foot: now.foot }),
    ...(now.condition !== before.condition && { condition: now.condition }),
  }
}

interface CorrectProps {
  record: PatientRecord
  onCorrected: (record: PatientRecord) => void
}

function CorrectSheet({ record, onCorrected, onClose }: CorrectProps & { onClose: () => void }) {
  const draft = useDraft(`correct.${record.id}`, factsOf(record), 'tab')
  const { list } = useConditions()
  const correction = correctionOf(draft.value, record)
  const { send, sending, trouble } = useSending(async () => {
    const corrected = await therapist.correct(record.id, correction)
    draft.drop()
    onCorrected(corrected)
    say(t('correct.done'))
    onClose()
  })
  const isEmpty = Object.keys(correction).length === 0 || draft.value.name.trim() === ''
  const foot = (
    <Button kind="main" wide disabled={sending || isEmpty} onClick={send}>
      {t('correct.action')}
    </Button>
  )
  return (
    <Sheet title={t('correct.title')} onClose={onClose} foot={foot}>
      <p>{t('correct.words')}</p>
      <TextField
        label={t('correct.name')}
        maxLength={120}
        value={draft.value.name}
        error={trouble?.fields.name}
        onInput={(event) => draft.change({ name: event.currentTarget.value })}
      />
      <OneOf
        legend={t('correct.foot')}
        options={FEET.map((value) => ({ value, label: t(`correct.foot.${value}`) }))}
        value={draft.value.foot}
        onChange={(value) => draft.change({ foot: value })}
      />
      {record.episode && (
        <SelectField
          label={t('correct.condition')}
          value={draft.value.condition}
          error={trouble?.fields.condition}
          onChange={(event) => draft.change({ condition: event.currentTarget.value })}
        >
          {list.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <TroubleBanner trouble={trouble} />
    </Sheet>
  )
}

/** Corrects the name, the foot or the condition. */
export function Correct(props: CorrectProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon="edit" onClick={() => setOpen(true)}>
        {t('correct.open')}
      </Button>
      {open && <CorrectSheet {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function factWords({ fact, before, after }: RecordChange, nameOf: (slug: string) => string) {
  const word = (value: string | null) => {
    if (value === null) return t('no.figure')
    if (fact === 'condition') return nameOf(value)
    if (fact === 'name') return value
    if (fact === 'foot') return t(`correct.foot.${value as Foot}`)
    return t(value as 'yes' | 'no' | 'unsure')
  }
  const what =
    fact === 'name' || fact === 'foot' || fact === 'condition'
      ? t(`correct.${fact}`)
      : t(`patient.risk.${fact}`)
  return t('correct.change', { what, before: word(before), after: word(after) })
}

/** Who corrected what, newest first. */
export function Corrections({ record }: { record: PatientRecord }) {
  const { nameOf } = useConditions()
  if (record.changes.length === 0) return null
  return (
    <details class="fold">
      <summary>{t('correct.changes', { count: record.changes.length })}</summary>
      <ul class="plain-list versions">
        {record.changes.map((change) => (
          <li key={`${change.at} ${change.fact}`} class="stack-close">
            <span>{factWords(change, nameOf)}</span>
            <span class="hint">
              {[dayAndMonth(localDate(change.at, zone.value)), change.by?.name].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
