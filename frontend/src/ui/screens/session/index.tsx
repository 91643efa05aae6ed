import { useState } from 'preact/hooks'
import { localDate } from '../../../domain/clock'
import { type Entry, isKind } from '../../../domain/entry'
import { versionOn } from '../../../domain/plan'
import {
  answerDraft,
  isUnderWay,
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
import { go, type Params, place } from '../../router'
import { now, readClock, today, zone } from '../../state/clock'
import { draft, dropDraft, entries, entryOf, keepDraft, keepSession, plan, ready } from '../../state/diary'
import { After, savedPath } from './after'
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

function Gone({ of }: { of: 'gone' | 'saved.gone' }) {
  const foot = (
    <ButtonLink kind="main" wide href="/">
      {t('session.done.home')}
    </ButtonLink>
  )
  return (
    <Screen title={t(`session.${of}.title`)} foot={foot}>
      <p>{t(`session.${of}.words`)}</p>
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

function Running({ running }: { running: SessionDraft }) {
  const [at, setAt] = useState(() => firstOpen(running))
  const [leaving, setLeaving] = useState(false)
  useAwakeScreen()
  const saving = useSaving(async () => {
    go(savedPath(await keepSession(running)), { replace: true })
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

/** The saved session that the address names, once the diary on this phone has it. */
function savedSession(): Entry<'session'> | null {
  const entry = entryOf(place.value.query.get('saved'))
  return entry && isKind(entry, 'session') ? entry : null
}

/** A session is gone on with while it is under way, also past midnight, and for the rest of the day on which it began. */
function goesOn(open: SessionDraft): boolean {
  return isUnderWay(open, now.value) || localDate(open.started_at, open.time_zone) === today.value
}

/** A session of one assignment: pain before, one exercise a screen, and the end. It survives a reload at any moment. */
export function Session({ params }: { params: Params }) {
  if (!ready.value) return <Loading />
  const saved = savedSession()
  if (saved) return <After key={saved.entry_id} saved={saved} />
  if (place.value.query.has('saved')) return <Gone of="saved.gone" />
  const open = draft.value
  if (open && (open.assignment_id !== params.assignment || !goesOn(open))) return <Unfinished draft={open} />
  if (open) return <Running running={open} />
  const assignment = plan.value?.assignments.find(({ id }) => id === params.assignment)
  if (!assignment || !versionOn(assignment, today.value)) return <Gone of="gone" />
  const start = (pain_before: SessionDraft['pain_before']) =>
    void keepDraft(answerDraft(startDraft(assignment, readClock(), zone.value), { pain_before }))
  return <Before name={assignment.name} onStart={start} />
}
