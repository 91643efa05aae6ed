import type { PlanExercise } from '../../domain/plan'
import { t } from '../words'
import { listed } from '../words/dates'
import { ExerciseDrawing } from './exercise-drawing'
import { Icon } from './icon'
import { Safely } from './safely'

type Told = Pick<PlanExercise, 'steps' | 'cautions' | 'equipment' | 'drawing'>

export function Cautions({ cautions }: { cautions: readonly string[] }) {
  return (
    <ul class="plain-list stack-close">
      {cautions.map((caution) => (
        <li key={caution} class="caution">
          <Icon name="alert" />
          <span>{caution}</span>
        </li>
      ))}
    </ul>
  )
}

function Body({ steps, equipment }: Told) {
  return (
    <>
      {equipment.length > 0 && <p class="hint">{t('exercise.need', { things: listed(equipment) })}</p>}
      <ol class="how-to">
        {steps.map((step) => (
          <li key={step}>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

/** How an exercise is done: drawn, and step by step. Cautions stay in sight even when the steps are folded away. */
export function HowTo({
  exercise,
  foot,
  folded,
}: {
  exercise: Told
  /** The foot whose turn it is: the drawing shows that one. */
  foot?: 'left' | 'right' | 'both' | null
  folded?: boolean
}) {
  return (
    <div class="stack">
      <Safely>
        <ExerciseDrawing drawing={exercise.drawing} foot={foot} />
      </Safely>
      <details class="fold" open={!folded}>
        <summary>{t('exercise.how')}</summary>
        <div class="fold-body">
          <Body {...exercise} />
        </div>
      </details>
      {exercise.cautions.length > 0 && <Cautions cautions={exercise.cautions} />}
    </div>
  )
}
