import { isoWithOffset, localDate } from './clock'
import type { PainScore } from './pain'
import { type Assignment, type PlanStep, setsOf, versionOn } from './plan'

export const SKIP_REASONS = ['pain', 'forgot', 'no_time', 'ill', 'unsure', 'not_helping', 'other'] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

export type SetSide = 'left' | 'right' | 'both'

/** One set that was done. `seconds` is the time held or kept up, as the dose has it. */
export interface DoneSet {
  /** This phone tells each side by itself; other programs may tell both in one set. */
  side: SetSide | 'each'
  reps: number | null
  seconds: number | null
}

export interface StepResult {
  step_id: string
  sets: DoneSet[]
  pain: PainScore | null
  skipped: SkipReason | null
}

export interface SessionData {
  assignment_id: string | null
  version: number | null
  started_at: string
  finished_at: string
  pain_before: PainScore | null
  pain_worst: PainScore | null
  pain_after: PainScore | null
  /** 0 no effort, 10 the most imaginable. */
  effort: number | null
  note: string
  steps: StepResult[]
}

/** A session that the patient is in the middle of; kept on the phone so that a reload loses nothing. */
export interface SessionDraft {
  assignment_id: string
  version: number
  started_at: string
  /** When anything of it was last changed; not yet known of one that an older version of the app began. */
  touched_at?: string
  /** Written down on a later day: its end is not known, and nothing in it is timed. */
  told_later?: true
  time_zone: string
  pain_before: PainScore | null
  pain_worst: PainScore | null
  pain_after: PainScore | null
  effort: number | null
  note: string
  steps: DraftStep[]
}

/** A step of the plan and what has been done of it. */
export interface DraftStep extends StepResult {
  step: PlanStep
}

export type DraftAnswers = Partial<
  Pick<SessionDraft, 'pain_before' | 'pain_worst' | 'pain_after' | 'effort' | 'note'>
>

export type StepState = 'to_do' | 'partial' | 'done' | 'skipped'

/**
 * Begins a session with the version of the assignment that is in force today.
 *
 * @param zone the IANA zone the patient is in.
 * @param asked what of it is to be done; all of it where nothing is said.
 * @throws RangeError when nothing of the assignment is in force today.
 */
export function startDraft(
  assignment: Assignment,
  now: Date,
  zone: string,
  asked?: readonly PlanStep[],
): SessionDraft {
  const version = versionOn(assignment, localDate(now, zone))
  if (!version) throw new RangeError('Nothing of this assignment is in force today.')
  return {
    assignment_id: assignment.id,
    version: version.version,
    started_at: isoWithOffset(now, zone),
    time_zone: zone,
    pain_before: null,
    pain_worst: null,
    pain_after: null,
    effort: null,
    note: '',
    steps: (asked ?? version.steps).map((step) => ({
      step,
      step_id: step.id,
      sets: [],
      pain: null,
      skipped: null,
    })),
  }
}

function changeStep(
  draft: SessionDraft,
  stepId: string,
  change: (step: DraftStep) => DraftStep,
): SessionDraft {
  return { ...draft, steps: draft.steps.map((step) => (step.step_id === stepId ? change(step) : step)) }
}

/** The side of the next set: left and right take turns where the dose says "each". */
export function nextSide(step: DraftStep): SetSide {
  if (step.step.side !== 'each') return step.step.side
  const left = step.sets.filter((set) => set.side === 'left').length
  return left * 2 > step.sets.length ? 'right' : 'left'
}

/** What one set of a step asks for: the starting value of what the patient then corrects. */
export function askedOf(step: DraftStep): DoneSet {
  const { reps, hold_seconds, duration_seconds } = step.step
  return { side: nextSide(step), reps, seconds: duration_seconds ?? hold_seconds }
}

/** Adds one done set; what is not said is taken as prescribed. A set done ends a skip. */
export function recordSet(draft: SessionDraft, stepId: string, done: Partial<DoneSet> = {}): SessionDraft {
  return changeStep(draft, stepId, (step) => ({
    ...step,
    skipped: null,
    sets: [...step.sets, { ...askedOf(step), ...done }],
  }))
}

/** Takes the last set back. */
export function undoSet(draft: SessionDraft, stepId: string): SessionDraft {
  return changeStep(draft, stepId, (step) => ({ ...step, sets: step.sets.slice(0, -1) }))
}

/** Leaves a step out with a reason (null takes the skip back). Sets already done stay. */
export function skipStep(draft: SessionDraft, stepId: string, reason: SkipReason | null): SessionDraft {
  return changeStep(draft, stepId, (step) => ({ ...step, skipped: reason }))
}

/** The worst pain during a step; null is no answer. */
export function scoreStep(draft: SessionDraft, stepId: string, pain: PainScore | null): SessionDraft {
  return changeStep(draft, stepId, (step) => ({ ...step, pain }))
}

/** Puts in what was said about the session as a whole. */
export function answerDraft(draft: SessionDraft, answers: DraftAnswers): SessionDraft {
  return { ...draft, ...answers }
}

/** How far a step has come. */
export function stepState(step: DraftStep): StepState {
  if (step.skipped) return 'skipped'
  if (step.sets.length === 0) return 'to_do'
  return step.sets.length < setsOf(step.step) ? 'partial' : 'done'
}

/** Notes that the session was changed at `now`. */
export function touchDraft(draft: SessionDraft, now: Date): SessionDraft {
  return { ...draft, touched_at: isoWithOffset(now, draft.time_zone) }
}

const lastTouch = ({ touched_at, started_at }: SessionDraft): string => touched_at ?? started_at

/** A break of this length, in milliseconds, ends a session: what comes after it is another one (our judgement). */
const LONGEST_BREAK_MS = 3 * 3_600_000

/** Whether a session is still being done at `now`: nothing in it was changed longer ago than a break lasts. */
export function isUnderWay(draft: SessionDraft, now: Date): boolean {
  return now.getTime() - Date.parse(lastTouch(draft)) <= LONGEST_BREAK_MS
}

/**
 * When a session that is saved at `now` was over: now while it is under way, else when it was last changed. Of one that is told
 * on a later day nobody knows how long it took: it ends as it begins.
 */
export function endOf(draft: SessionDraft, now: Date): Date {
  if (draft.told_later) return new Date(draft.started_at)
  return isUnderWay(draft, now) ? now : new Date(lastTouch(draft))
}

/** The `data` of the session as it stands, finished at `now`. */
export function finishDraft(draft: SessionDraft, now: Date): SessionData {
  const { time_zone, touched_at: _, told_later: __, steps, ...said } = draft
  return {
    ...said,
    finished_at: isoWithOffset(now, time_zone),
    steps: steps.map(({ step: _, ...result }) => result),
  }
}
