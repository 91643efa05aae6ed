import { isLeftOut } from '../../../domain/left'
import type { TodayAssignment, TodayStep } from '../../../domain/today'
import { Banner } from '../../parts/banner'
import { ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { mustRest } from '../../state/advice'
import { inClinic } from '../../state/session'
import { t } from '../../words'
import { doseWords, setsWords } from '../../words/dose'

function stateWords(of: TodayStep): string {
  const { state, done, prescribed, skipped } = of
  if (isLeftOut(of)) return t('today.exercise.hurt')
  if (state === 'done') return t('today.exercise.done')
  if (state === 'partial') return setsWords(done, prescribed, of.step.side === 'each')
  return t(skipped ? 'today.exercise.skipped' : 'today.exercise.todo')
}

/** Its place in the routine, or that it is done. A mark to read: nothing here is ticked. */
function Mark({ of, number }: { of: TodayStep; number: number }) {
  const looks = { done: 'step-mark step-mark-done', partial: 'step-mark step-mark-part', to_do: 'step-mark' }
  return (
    <span class={looks[of.state]}>
      {of.state === 'done' ? <Icon name="check" size={20} /> : <span aria-hidden="true">{number}</span>}
      <span class="unseen">{stateWords(of)}</span>
    </span>
  )
}

function StepRow({ of, number }: { of: TodayStep; number: number }) {
  return (
    <a class="row" href={`/learn/exercise/${of.step.exercise}`}>
      <Mark of={of} number={number} />
      <span class="row-words">
        <b>{of.exercise?.name ?? of.step.exercise}</b>
        <span class="hint">{of.skipped || of.state === 'partial' ? stateWords(of) : doseWords(of.step)}</span>
      </span>
      <Icon name="forward" />
    </a>
  )
}

function Count({ of }: { of: TodayAssignment }) {
  if (mustRest.value) return null
  if (of.timesADay > 1) {
    return (
      <span class="badge">
        {t('today.exercises.rounds.done', { done: of.timesDone, times: of.timesADay })}
      </span>
    )
  }
  return of.left > 0 ? <span class="badge">{t('today.exercises.left', { count: of.left })}</span> : null
}

function NothingLeft({ of }: { of: TodayAssignment }) {
  if (of.state !== 'done') return <Banner icon="check">{t('today.exercises.rest.hurt')}</Banner>
  if (mustRest.value) return <Banner icon="check">{t('today.exercises.done.plain')}</Banner>
  return <AllDone of={of} />
}

function AllDone({ of }: { of: TodayAssignment }) {
  const again = (
    <ButtonLink kind="quiet" href={`/session/${of.assignment.id}`}>
      {t('today.exercises.more')}
    </ButtonLink>
  )
  return (
    <Banner icon="check" tone="good" action={again}>
      <b>{t('today.exercises.done')}</b>
    </Banner>
  )
}

/** What was left in the middle: it stands here as far as it went. */
function Begun({ of }: { of: TodayAssignment }) {
  return <p class="hint">{t(of.left === 0 ? 'today.exercises.begun.all' : 'today.exercises.begun')}</p>
}

/** One routine of the day and how far it is. */
export function Exercises({ of }: { of: TodayAssignment }) {
  const note = of.version.note || of.assignment.note
  return (
    <Card title={of.assignment.name} aside={<Count of={of} />}>
      {of.isBegun ? <Begun of={of} /> : of.left === 0 && <NothingLeft of={of} />}
      {note && (
        <p class="hint">
          <b>{t(inClinic.value ? 'today.note.from' : 'today.note')}</b> {note}
        </p>
      )}
      <ul class="rows">
        {of.steps.map((step, index) => (
          <li key={step.step.id}>
            <StepRow of={step} number={index + 1} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
