import { useState } from 'preact/hooks'
import type { DoneSet, DraftStep } from '../../../domain/session'
import { Button } from '../../parts/button'
import { Counter } from '../../parts/counter'
import { Icon } from '../../parts/icon'
import { doneWords, setTitle, sideWords } from './set-words'
import { nextKey, type SetKey, setKeys } from './sets'
import { Timer } from './timer'
import { t } from './words'

const SECONDS_STEP = 5

export type Amount = Pick<DoneSet, 'reps' | 'seconds'>

function Key({ it, onTick, onUndo }: { it: SetKey; onTick: (key: SetKey) => void; onUndo: () => void }) {
  const stuck = it.done !== null && !it.last
  const press = () => {
    if (it.last) onUndo()
    else if (!it.done) onTick(it)
  }
  return (
    <button
      type="button"
      class={it.done ? 'set-key set-key-done' : 'set-key'}
      aria-pressed={it.done !== null}
      aria-disabled={stuck}
      onClick={press}
    >
      <b>
        {it.done && <Icon name="check" size={20} />}
        {t('session.set.key', { number: it.number })}
      </b>
      {sideWords(it.side) && <span>{sideWords(it.side)}</span>}
      {it.done && <span class="set-amount">{doneWords(it.done)}</span>}
      <span class="unseen">{t(it.done ? 'session.set.state.done' : 'session.set.state.todo')}</span>
    </button>
  )
}

function AmountCounter({ amount, onChange }: { amount: Amount; onChange: (amount: Amount) => void }) {
  if (amount.reps !== null) {
    return (
      <Counter
        label={t('session.reps.label')}
        value={amount.reps}
        unit={t('session.reps.unit')}
        min={1}
        lessLabel={t('session.reps.less')}
        moreLabel={t('session.reps.more')}
        onChange={(reps) => onChange({ ...amount, reps })}
      />
    )
  }
  if (amount.seconds === null) return null
  return (
    <Counter
      label={t('session.seconds.label')}
      value={amount.seconds}
      unit={t('session.seconds.unit')}
      min={SECONDS_STEP}
      max={3600}
      step={SECONDS_STEP}
      lessLabel={t('session.seconds.less')}
      moreLabel={t('session.seconds.more')}
      onChange={(seconds) => onChange({ ...amount, seconds })}
    />
  )
}

function Clock({
  step,
  amount,
  resting,
  onRested,
}: {
  step: DraftStep
  amount: Amount
  resting: boolean
  onRested: () => void
}) {
  const { hold_seconds, duration_seconds, rest_seconds, reps } = step.step
  if (resting && rest_seconds) {
    return (
      <Timer key={`rest ${step.sets.length}`} use="rest" seconds={rest_seconds} running onStop={onRested} />
    )
  }
  const seconds = reps === null ? amount.seconds : (hold_seconds ?? duration_seconds)
  if (!seconds) return null
  const use = hold_seconds ? 'hold' : 'work'
  return <Timer key={`${use} ${seconds} ${step.sets.length}`} use={use} seconds={seconds} />
}

/** The set that is being done: how much of it, its timer, and the ticks of all sets. */
export function SetCard({
  step,
  amount,
  onAmount,
  onTick,
  onUndo,
}: {
  step: DraftStep
  amount: Amount
  onAmount: (amount: Amount) => void
  onTick: (key: SetKey) => void
  onUndo: () => void
}) {
  // The rest belongs to the tick after which it was ended, so that the next tick brings the next rest.
  const [restedAt, setRestedAt] = useState(step.sets.length)
  const next = nextKey(step)
  const resting = next !== null && step.sets.length > restedAt
  return (
    <section class="card set-card">
      <h2>{next ? setTitle(next, step.step.sets ?? 1) : t('session.sets.all')}</h2>
      {next && <AmountCounter amount={amount} onChange={onAmount} />}
      {next && (
        <Clock step={step} amount={amount} resting={resting} onRested={() => setRestedAt(step.sets.length)} />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a form of its own. */}
      <div class="set-keys" role="group" aria-label={t('session.sets.label')}>
        {setKeys(step).map((key) => (
          <Key key={`${key.number} ${key.side}`} it={key} onTick={onTick} onUndo={onUndo} />
        ))}
      </div>
      {step.sets.length > 0 && (
        <Button kind="quiet" onClick={onUndo}>
          {t('session.set.undo')}
        </Button>
      )}
    </section>
  )
}
