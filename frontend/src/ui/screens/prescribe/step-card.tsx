import { useState } from 'preact/hooks'
import type { OfferedExercise } from '../../../api/prescribing'
import type { Side } from '../../../domain/plan'
import { Button, IconButton } from '../../parts/button'
import { SelectField, TextField } from '../../parts/field'
import { Icon } from '../../parts/icon'
import { useDesk } from '../../parts/staff/use-desk'
import { doseWords } from '../../words/dose'
import { AMOUNTS, type Amount, amountOf, type DraftStep, MOST, saysHowMuch, tooMuch } from './draft'
import { t } from './words'

const SIDES: readonly Side[] = ['left', 'right', 'both', 'each']

interface StepProps {
  step: DraftStep
  onChange: (step: DraftStep) => void
  /** What the server would not take, by the name of the field. */
  refused: Readonly<Record<string, string>>
}

function wrong({ step, refused }: StepProps, amount: Amount): string | undefined {
  if (tooMuch(step).includes(amount)) return t('step.too.much', { most: MOST[amount] })
  if (amount === 'reps' && !saysHowMuch(step)) return t('step.no.amount')
  return refused[amount]
}

function Dose(props: StepProps) {
  const { step, onChange } = props
  return (
    <div class="dose">
      {AMOUNTS.map((amount) => (
        <TextField
          key={amount}
          type="number"
          inputMode="numeric"
          label={t(`step.${amount}`)}
          min={1}
          max={MOST[amount]}
          placeholder={amount === 'sets' ? '1' : t('no.figure.shown')}
          error={wrong(props, amount)}
          value={step[amount]?.toString() ?? ''}
          onInput={(event) => onChange({ ...step, [amount]: amountOf(event.currentTarget.value) })}
        />
      ))}
      <SelectField
        label={t('step.side')}
        value={step.side}
        onChange={(event) => onChange({ ...step, side: event.currentTarget.value as Side })}
      >
        {SIDES.map((side) => (
          <option key={side} value={side}>
            {t(`step.side.${side}`)}
          </option>
        ))}
      </SelectField>
      <Note {...props} />
    </div>
  )
}

/** A word for the patient; most steps need none, so it is asked for. */
function Note({ step, refused, onChange }: StepProps) {
  const [asked, setAsked] = useState(step.note !== '')
  if (!asked)
    return (
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {t('step.note.add')}
      </Button>
    )
  return (
    <div class="dose-note">
      <TextField
        label={t('step.note')}
        maxLength={500}
        value={step.note}
        error={refused.note}
        onInput={(event) => onChange({ ...step, note: event.currentTarget.value })}
      />
    </div>
  )
}

/** On a desk the dose is always open; on a phone it unfolds, by itself where something is wrong with it. */
function Folding(props: StepProps) {
  const isDesk = useDesk()
  if (isDesk) return <Dose {...props} />
  const isWrong = !saysHowMuch(props.step) || tooMuch(props.step).length > 0
  return (
    <details class="fold" open={isWrong || Object.keys(props.refused).length > 0}>
      <summary>{doseWords(props.step) || t('step.dose')}</summary>
      <Dose {...props} />
    </details>
  )
}

/** One exercise of a prescription: its dose, its place, and a way out. */
export function StepCard({
  exercise,
  name,
  mayFeelLess,
  onMove,
  onRemove,
  ...step
}: StepProps & {
  exercise: OfferedExercise | undefined
  name: string
  mayFeelLess: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}) {
  const said = { exercise: name }
  return (
    <li class="step-card">
      <div class="step-head">
        <h3>{name}</h3>
        <span class="step-tools">
          <IconButton icon="up" label={t('step.up', said)} onClick={() => onMove(-1)} />
          <IconButton icon="down" label={t('step.down', said)} onClick={() => onMove(1)} />
          <IconButton icon="close" label={t('step.remove', said)} onClick={onRemove} />
        </span>
      </div>
      {mayFeelLess && exercise?.numb_foot_caution && (
        <p class="caution">
          <Icon name="alert" size={20} />
          {t('step.numb')}
        </p>
      )}
      {step.refused.exercise && <p class="field-error">{step.refused.exercise}</p>}
      <Folding {...step} />
    </li>
  )
}
