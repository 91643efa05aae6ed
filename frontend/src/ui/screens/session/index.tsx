import { useState } from 'preact/hooks'
import { localDate } from '../../../domain/clock'
import { isKind } from '../../../domain/entry'
import { type Assignment, versionOn } from '../../../domain/plan'
import {
  answerDraft,
  recordSet,
  type SessionDraft,
  scoreStep,
  skipStep,
  startDraft,
  stepState,
  undoSet,
} from '../../../domain/session'
import { ButtonLink } from '../../parts/button'
import { Loading } from '../../parts/loading'
import { Screen } from '../../parts/screen'
import { useSaving } from '../../parts/use-saving'
import { go, type Params } from '../../router'
import { today, zone } from '../../state/clock'
import { draft, dropDraft, entries, keepDraft, keepSession, plan, ready } from '../../state/diary'
import { After, type Saved } from './after'
import { Before } from './before'
import { Finish } from './finish'
import { LeaveSheet } from './leave-sheet'
import { Step, type StepActions } from './step'
import { Unfinished } from './unfinished'
import { useAwakeScreen } from './wake-lock'
import { t } from './words'
import './session.css'

/** Above this, pain is red where the therapist has set nothing else. */
const USUAL_AMBER_TO = 5

function Gone() {
  const foot = (
    <ButtonLink kind="main" wide href="/">
      {t('session.done.home')}
    </ButtonLink>
  )
  return (
    <Screen title={t('session.gone.title')} foot={foot}>
      <p>{t('session.gone.words')}</p>
    </Screen>
  )
}

/** The first step that has something left to do; after the last one comes the finish. */
function firstOpen({ steps }: SessionDraft): number {
  const open = steps.findIndex((step) => ['to_do', 'partial'].includes(stepState(step)))
  return open === -1 ? steps.length : open
}

function hasDone(exercise: string): boolean {
  const ids = plan.value?.assignments
    .flatMap(({ versions }) => versions.flatMap(({ steps }) => steps))
    .filter((step) => step.exercise === exercise)
    .map((step) => step.id)
  return entries.value.some(
    (entry) =>
      isKind(entry, 'session') && entry.data.steps.some((s) => s.sets.length > 0 && ids?.includes(s.step_id)),
  )
}

function actionsFor(
  running: SessionDraft,
  stepId: string,
  move: Pick<StepActions, 'leave' | 'previous' | 'next'>,
) {
  const keep = (next: SessionDraft) => void keepDraft(next)
  return {
    ...move,
    tick: (done) => keep(recordSet(running, stepId, done)),
    undo: () => keep(undoSet(running, stepId)),
    score: (pain) => keep(scoreStep(running, stepId, pain)),
    skip: (reason) => keep(skipStep(running, stepId, reason)),
  } satisfies StepActions
}

function Running({ running, onSaved }: { running: SessionDraft; onSaved: (saved: Saved) => void }) {
  const [at, setAt] = useState(() => firstOpen(running))
  const [leaving, setLeaving] = useState(false)
  useAwakeScreen()
  const saving = useSaving(async () => {
    const entry = await keepSession(running)
    onSaved({ entryId: entry.entry_id, draft: running })
  })
  const of = running.steps.length
  const step = running.steps[at]
  const move = {
    leave: () => setLeaving(true),
    previous: () => setAt(Math.max(0, at - 1)),
    next: () => setAt(Math.min(of, at + 1)),
  }
  const finishNow = () => {
    setAt(of)
    setLeaving(false)
  }
  return (
    <>
      {step ? (
        <Step
          key={step.step_id}
          step={step}
          exercise={plan.value?.exercises[step.step.exercise] ?? null}
          at={at + 1}
          of={of}
          known={hasDone(step.step.exercise)}
          amberTo={plan.value?.zones.amber_to ?? USUAL_AMBER_TO}
          act={actionsFor(running, step.step_id, move)}
        />
      ) : (
        <Finish
          draft={running}
          saving={saving.saving}
          problem={saving.problem}
          onAnswer={(answers) => void keepDraft(answerDraft(running, answers))}
          onBack={move.previous}
          onLeave={move.leave}
          onSave={saving.save}
        />
      )}
      {leaving && (
        <LeaveSheet
          onLeave={() => go('/')}
          onFinish={finishNow}
          onDiscard={() => void dropDraft().then(() => go('/'))}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  )
}

function isForeign(open: SessionDraft, assignment: Assignment): boolean {
  const on = localDate(open.started_at, open.time_zone)
  return open.assignment_id !== assignment.id || on !== today.value
}

/** A session of one assignment: pain before, one exercise a screen, and the end. It survives a reload at any moment. */
export function Session({ params }: { params: Params }) {
  const [saved, setSaved] = useState<Saved | null>(null)
  if (saved) return <After saved={saved} />
  if (!ready.value) return <Loading />
  const assignment = plan.value?.assignments.find(({ id }) => id === params.assignment)
  if (!assignment || !versionOn(assignment, today.value)) return <Gone />
  const open = draft.value
  if (!open) {
    const start = (pain_before: SessionDraft['pain_before']) =>
      void keepDraft(answerDraft(startDraft(assignment, new Date(), zone.value), { pain_before }))
    return <Before name={assignment.name} onStart={start} />
  }
  if (isForeign(open, assignment)) return <Unfinished draft={open} />
  return <Running running={open} onSaved={setSaved} />
}
