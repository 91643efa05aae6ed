import { useEffect, useState } from 'preact/hooks'
import { adviceForScore, isRest } from '../../../domain/advice'
import { justLogged, worstTold } from '../../../domain/checkIn'
import { localDate } from '../../../domain/clock'
import { type Entry, isKind } from '../../../domain/entry'
import { nextRound } from '../../../domain/left'
import type { PainScore } from '../../../domain/pain'
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
import { answerTo, circumstances, mustRest, whatNowPath } from '../../state/advice'
import { now, readClock, today, zone } from '../../state/clock'
import { useAwakeScreen } from '../../state/cues'
import {
  draft,
  dropDraft,
  entries,
  entryOf,
  keepDraft,
  keepPain,
  keepSession,
  plan,
  ready,
  todaysPlan,
} from '../../state/diary'
import { After, savedPath } from './after'
import { Before } from './before'
import { Finish } from './finish'
import { LeaveSheet } from './leave-sheet'
import { Step, type StepActions } from './step'
import { reasonToStop, Stop } from './stop'
import { Unfinished } from './unfinished'
import { t } from './words'
import { Yesterday } from './yesterday'
import './session.css'

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

/** `onOver`: the exercises are over, only the end is left; it leads back to why. */
function Running({ running, onOver }: { running: SessionDraft; onOver?: () => void }) {
  const [at, setAt] = useState(() => (onOver ? running.steps.length : firstOpen(running)))
  const [leaving, setLeaving] = useState(false)
  useAwakeScreen()
  const saving = useSaving(async () => {
    const whole = answerDraft(running, { pain_worst: worstTold(running) })
    go(savedPath(await keepSession(whole)), { replace: true })
  })
  const of = running.steps.length
  const step = running.steps[at]
  const move = {
    leave: () => setLeaving(true),
    previous: onOver ?? (() => setAt(Math.max(0, at - 1))),
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

/** A session under way; what speaks against going on comes before anything else of it. */
function Ongoing({ running }: { running: SessionDraft }) {
  const [seen, setSeen] = useState(false)
  const reason = reasonToStop(running)
  const may = reason === null
  useEffect(() => {
    if (may) setSeen(false)
  }, [may])
  if (!reason) return <Running key="on" running={running} />
  if (seen) return <Running key="over" running={running} onOver={() => setSeen(false)} />
  return <Stop running={running} of={reason} onStopped={() => setSeen(true)} onLeave={() => go('/')} />
}

/** Exercises are not begun while they rest: it is said what to do instead. */
function Resting() {
  useEffect(() => go(whatNowPath.value, { replace: true }), [])
  return <Loading />
}

/** Keeps the number that was too high to start with, and says what to do. */
async function restInstead(score: PainScore): Promise<void> {
  answerTo(await keepPain({ score, moment: 'now' }), () => go('/', { replace: true }), { replace: true })
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

/** The pain of just now, where it was logged already and is no reason to rest: it is not asked twice. */
function knownBefore(): PainScore | null {
  const score = justLogged(entries.value, now.value)?.score ?? null
  return isRest(adviceForScore(score, 'before', circumstances.value)) ? null : score
}

/** Begins without a question. */
function AtOnce({ onStart }: { onStart: () => void }) {
  useEffect(onStart, [])
  return <Loading />
}

/** What of an assignment is left today; all of it on a day that does not ask for it. */
function leftToday(id: string) {
  const of = todaysPlan.value?.assignments.find(({ assignment }) => assignment.id === id)
  return of && nextRound(of.steps)
}

/** A session of one assignment: pain before, one exercise a screen, and the end. It survives a reload at any moment. */
export function Session({ params }: { params: Params }) {
  if (!ready.value) return <Loading />
  const saved = savedSession()
  if (saved) return <After key={saved.entry_id} saved={saved} />
  if (place.value.query.has('saved')) return <Gone of="saved.gone" />
  const open = draft.value
  if (open && (open.assignment_id !== params.assignment || !goesOn(open))) return <Unfinished draft={open} />
  if (open) return open.told_later ? <Running running={open} /> : <Ongoing running={open} />
  const assignment = plan.value?.assignments.find(({ id }) => id === params.assignment)
  if (assignment && place.value.query.has('yesterday')) return <Yesterday of={assignment} />
  if (!assignment || !versionOn(assignment, today.value)) return <Gone of="gone" />
  if (mustRest.value) return <Resting />
  const start = (pain_before: SessionDraft['pain_before']) => {
    const fresh = startDraft(assignment, readClock(), zone.value, leftToday(assignment.id))
    void keepDraft(answerDraft(fresh, { pain_before }))
  }
  const known = knownBefore()
  if (known !== null) return <AtOnce onStart={() => start(known)} />
  return <Before name={assignment.name} onStart={start} onRest={restInstead} />
}
