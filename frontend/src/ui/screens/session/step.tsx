import { useState } from 'preact/hooks'
import type { PainScore } from '../../../domain/pain'
import type { PlanExercise } from '../../../domain/plan'
import { askedOf, type DoneSet, type DraftStep, type SkipReason } from '../../../domain/session'
import { Banner } from '../../parts/banner'
import { Button, IconButton } from '../../parts/button'
import { HowTo } from '../../parts/how-to'
import { ProgressSteps } from '../../parts/progress-steps'
import { ScoreRow } from '../../parts/score-row'
import { Screen } from '../../parts/screen'
import { inClinic } from '../../state/session'
import { doseWords } from '../../words/dose'
import { type Amount, SetCard } from './set-card'
import { tickWords } from './set-words'
import { nextKey } from './sets'
import { SkipSheet } from './skip-sheet'
import { t } from './words'

export interface StepActions {
  tick: (done: Partial<DoneSet>) => void
  undo: () => void
  score: (pain: PainScore) => void
  skip: (reason: SkipReason | null) => void
  leave: () => void
  previous: () => void
  next: () => void
}

interface StepProps {
  step: DraftStep
  exercise: PlanExercise | null
  at: number
  of: number
  /** Folds the instructions away for one who has done it before. */
  known: boolean
  act: StepActions
}

function amountAsked(step: DraftStep): Amount {
  const { reps, seconds } = askedOf(step)
  return { reps, seconds }
}

function Foot({ step, at, of, act, amount }: StepProps & { amount: Amount }) {
  const next = nextKey(step)
  const onward = t(at === of ? 'session.to.finish' : 'session.next')
  const tick = !step.skipped && next
  return (
    <div class="screen-foot-row">
      <IconButton icon="back" label={t('previous')} onClick={act.previous} />
      {tick ? (
        <>
          <Button kind="main" icon="check" onClick={() => act.tick({ ...amount, side: tick.side })}>
            {tickWords(tick, step.step.sets ?? 1)}
          </Button>
          <IconButton icon="forward" label={onward} onClick={act.next} />
        </>
      ) : (
        <Button kind="main" onClick={act.next}>
          {onward}
        </Button>
      )}
    </div>
  )
}

function Skipped({ reason, onUndo }: { reason: SkipReason; onUndo: () => void }) {
  return (
    <div class="card card-sunken">
      <p>{t('session.skipped', { reason: t(`session.skip.${reason}`) })}</p>
      <Button onClick={onUndo}>{t('session.unskip')}</Button>
    </div>
  )
}

function Work({
  step,
  act,
  amount,
  onAmount,
}: StepProps & { amount: Amount; onAmount: (amount: Amount) => void }) {
  const [skipping, setSkipping] = useState(false)
  const skip = (reason: SkipReason) => {
    act.skip(reason)
    setSkipping(false)
  }
  if (step.skipped) return <Skipped reason={step.skipped} onUndo={() => act.skip(null)} />
  return (
    <>
      <SetCard
        step={step}
        amount={amount}
        onAmount={onAmount}
        onTick={(key) => act.tick({ ...amount, side: key.side })}
        onUndo={act.undo}
      />
      <div class="session-more">
        <ScoreRow label={t('session.pain.step')} value={step.pain} onChange={act.score} />
        <Button kind="quiet" onClick={() => setSkipping(true)}>
          {t('session.skip')}
        </Button>
      </div>
      {skipping && <SkipSheet onChoose={skip} onClose={() => setSkipping(false)} />}
    </>
  )
}

/** One exercise: what it is, how it is done, its sets. The main button ticks the next set, then leads on. */
export function Step(props: StepProps) {
  const { step, exercise, at, of, known, act } = props
  const [amount, setAmount] = useState<Amount>(() => amountAsked(step))
  return (
    <Screen
      title={exercise?.name ?? step.step.exercise}
      over={t('session.step.of', { at, of })}
      onBack={act.leave}
      backIcon="close"
      foot={<Foot {...props} amount={amount} />}
    >
      <ProgressSteps at={at} of={of} />
      <p class="lead">{doseWords(step.step, true)}</p>
      {step.step.note && (
        <Banner icon="person">
          <b>{t(inClinic.value ? 'session.note' : 'session.note.own')}</b> {step.step.note}
        </Banner>
      )}
      {exercise && <HowTo exercise={exercise} foot={nextKey(step)?.side ?? null} folded={known} />}
      <Work {...props} amount={amount} onAmount={setAmount} />
    </Screen>
  )
}
