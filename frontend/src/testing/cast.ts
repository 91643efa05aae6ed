import { isoWithOffset } from '../domain/clock'
import type { Entry } from '../domain/entry'
import { makeIds } from '../domain/ids'
import { newPainEntry, newSessionEntry } from '../domain/newEntry'
import type { PainScore } from '../domain/pain'
import type { Assignment, AssignmentVersion, Plan, PlanStep } from '../domain/plan'
import type { SessionData } from '../domain/session'

export const MADRID = 'Europe/Madrid'
/** A Friday. */
export const NOW = new Date('2026-11-20T18:00:00Z')
export const TODAY = '2026-11-20'

export const ids = makeIds((bytes) => crypto.getRandomValues(bytes))

export function aStep(id: string, part: Partial<PlanStep> = {}): PlanStep {
  return {
    id,
    exercise: 'towel-curl',
    sets: 3,
    reps: 10,
    hold_seconds: null,
    duration_seconds: null,
    rest_seconds: 30,
    side: 'left',
    note: '',
    ...part,
  }
}

export function aVersion(part: Partial<AssignmentVersion> = {}): AssignmentVersion {
  return {
    version: 1,
    valid_from: '2026-11-01',
    days: [1, 2, 3, 4, 5],
    times_per_day: 1,
    note: '',
    steps: [aStep('s1'), aStep('s2', { side: 'each', sets: 2 })],
    ...part,
  }
}

export function anAssignment(part: Partial<Assignment> = {}): Assignment {
  return {
    id: 'a1',
    name: 'Forefoot',
    condition: null,
    starts_on: '2026-11-01',
    ends_on: null,
    days: [1, 2, 3, 4, 5],
    times_per_day: 1,
    note: '',
    held: null,
    holds: [],
    versions: [aVersion()],
    ...part,
  }
}

export function aPlan(part: Partial<Plan> = {}): Plan {
  return {
    patient: { id: 'p1', name: 'Ana', time_zone: MADRID, foot: 'left' },
    today: TODAY,
    assignments: [anAssignment()],
    exercises: {},
    conditions: [],
    care_cards: [],
    zones: { green_to: 2, amber_to: 5, next_morning_rule: true, nerve_rule: true },
    reminders: [],
    on_hold: null,
    ...part,
  }
}

export function pain(score: PainScore, now = NOW, zone = MADRID): Entry<'pain'> {
  return newPainEntry({ score, moment: 'now' }, now, zone, ids)
}

/** A finished session with so many sets of each step: of `s2`, which asks for each side, left and right in turns. */
export function session(
  sets: Record<string, number>,
  now = NOW,
  assignment = 'a1',
  zone = MADRID,
): Entry<'session'> {
  return newSessionEntry(sessionData(sets, assignment, now, zone), now, zone, ids)
}

/** Ten minutes of work that ended at `ended`. */
export function sessionData(
  sets: Record<string, number>,
  assignment: string | null = 'a1',
  ended = NOW,
  zone = MADRID,
): SessionData {
  const one = (step: string, number: number) =>
    ({ side: step === 's2' && number % 2 ? 'right' : 'left', reps: 10, seconds: null }) as const
  return {
    assignment_id: assignment,
    version: 1,
    started_at: isoWithOffset(ended.getTime() - 600_000, zone),
    finished_at: isoWithOffset(ended, zone),
    pain_before: null,
    pain_worst: null,
    pain_after: null,
    effort: null,
    note: '',
    steps: Object.entries(sets).map(([step_id, count]) => ({
      step_id,
      sets: Array.from({ length: count }, (_, number) => one(step_id, number)),
      pain: null,
      skipped: null,
    })),
  }
}
