import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { OfferedExercise } from '../../../api/prescribing'
import type { LocalDate } from '../../../domain/clock'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { TextField } from '../../parts/field'
import { Icon } from '../../parts/icon'
import { say } from '../../parts/said'
import type { useExercises } from '../../parts/staff/exercise-names'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import { listed } from '../../words/dates'
import { AddSheet } from './add-sheet'
import { type Draft, moved, withExercise, withoutStep, withStep } from './draft'
import { type Look, looksOf, MOST_MINUTES, minutesADay, type Other } from './looking'
import { StepCard } from './step-card'
import { When } from './when'
import { t } from './words'

interface EditorProps {
  draft: Draft
  isChange: boolean
  earliest: LocalDate
  mayFeelLess: boolean
  /** What else runs for this patient. */
  others: readonly Other[]
  exercises: ReturnType<typeof useExercises>
  refused: Readonly<Record<string, string>>
  /** Beside the heading of the exercises. */
  aside?: ComponentChildren
  onDraft: (draft: Draft) => void
}

/** What the server said of one step: its fields come as `steps.0.reps`. */
function ofStep(refused: EditorProps['refused'], place: number): Record<string, string> {
  const prefix = `steps.${place}.`
  const own = Object.entries(refused).filter(([field]) => field.startsWith(prefix))
  return Object.fromEntries(own.map(([field, words]) => [field.slice(prefix.length), words]))
}

function Steps({ draft, mayFeelLess, exercises, refused, aside, onDraft }: EditorProps) {
  const [adding, setAdding] = useState(false)
  const add = (exercise: OfferedExercise) => {
    onDraft(withExercise(draft, exercise))
    setAdding(false)
    say(t('prescribe.added', { exercise: exercise.name }))
  }
  return (
    <Card title={t('prescribe.steps')} aside={aside}>
      {draft.steps.length === 0 && <p>{t('prescribe.steps.none')}</p>}
      <ol class="plain-list step-cards">
        {draft.steps.map((step, place) => (
          <StepCard
            key={step.key}
            step={step}
            exercise={exercises.bySlug.get(step.exercise)}
            name={exercises.nameOf(step.exercise)}
            mayFeelLess={mayFeelLess}
            refused={ofStep(refused, place)}
            onChange={(changed) => onDraft(withStep(draft, changed))}
            onMove={(by) => onDraft(moved(draft, step.key, by))}
            onRemove={() => {
              onDraft(withoutStep(draft, step.key))
              say(t('step.removed', { exercise: exercises.nameOf(step.exercise) }))
            }}
          />
        ))}
      </ol>
      <Button icon="plus" wide disabled={!exercises.list} onClick={() => setAdding(true)}>
        {t('prescribe.add')}
      </Button>
      <TroubleBanner trouble={exercises.trouble} onRetry={exercises.reload} />
      {adding && <AddSheet exercises={exercises.list ?? []} onAdd={add} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function lookWords({ about, count, names }: Look): string {
  if (about === 'same_exercise') return t('look.same_exercise', { names: listed(names) })
  if (about === 'many_exercises') return t('look.many_exercises', { count })
  if (about === 'long_day') return t('look.long_day', { count, most: MOST_MINUTES })
  return t('look.numb_feet', { names: listed(names) })
}

function Looks({ draft, mayFeelLess, exercises, others }: EditorProps) {
  const looks = looksOf(draft, exercises.bySlug, mayFeelLess, others)
  return (
    <Card title={t('prescribe.look.title')} tone={looks.length > 0 ? 'attention' : 'plain'}>
      <p>
        {t('prescribe.size', {
          exercises: t('prescribe.exercises', { count: draft.steps.length }),
          minutes: t('prescribe.minutes', { count: minutesADay(draft) }),
        })}
      </p>
      {looks.length === 0 && <p class="hint">{t('look.all.right')}</p>}
      {looks.map((look) => (
        <p key={look.about} class="caution">
          <Icon name="alert" size={20} />
          <span>{lookWords(look)}</span>
        </p>
      ))}
      {others.length > 0 && <p class="hint">{t('look.others')}</p>}
      {looks.length > 0 && <p class="hint">{t('look.each.warning')}</p>}
    </Card>
  )
}

/** Dose by dose and day by day; nothing leaves this device before the main button is pressed. */
export function Editor(props: EditorProps & { action: ComponentChildren; more?: ComponentChildren }) {
  const { draft, isChange, refused, onDraft, action, more } = props
  const change = (changed: Partial<Draft>) => onDraft({ ...draft, ...changed })
  const noName = draft.name.trim() === '' ? t('prescribe.name.missing') : undefined
  return (
    <div class="columns">
      <div class="column">
        {!isChange && (
          <TextField
            label={t('prescribe.name')}
            hint={t('prescribe.name.hint')}
            maxLength={120}
            value={draft.name}
            error={noName ?? refused.name}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        )}
        <Steps {...props} />
      </div>
      <div class="column column-side">
        <When {...props} onChange={change} />
        <Looks {...props} />
        {action}
        {more}
      </div>
    </div>
  )
}
