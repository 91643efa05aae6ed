import { describe, expect, it } from 'vitest'
import type { AssignmentVersion, PlanStep } from '../../../domain/plan'
import { changesOf, versionsToCome } from './version-words'

const step = (exercise: string, dose: Partial<PlanStep> = {}): PlanStep => ({
  id: exercise,
  exercise,
  sets: 2,
  reps: 10,
  hold_seconds: null,
  duration_seconds: null,
  rest_seconds: null,
  side: 'both',
  note: '',
  ...dose,
})

const version = (over: Partial<AssignmentVersion>): AssignmentVersion => ({
  version: 1,
  valid_from: '2026-11-01',
  days: [1, 3],
  times_per_day: 1,
  note: '',
  steps: [step('toe-curls')],
  ...over,
})

const nameOf = (slug: string) => slug
const changes = (after: Partial<AssignmentVersion>) => changesOf(version({}), version(after), nameOf)

describe('changesOf', () => {
  it('names what was added and taken away', () =>
    expect(changes({ steps: [step('heel-raises')] })).toEqual([
      'Added: heel-raises, 2 sets of 10 times, both feet together',
      'Taken away: toe-curls',
    ]))
  it('says the dose before and after', () => {
    const [said] = changes({ steps: [step('toe-curls', { reps: 15 })] })
    expect(said).toContain('10 times')
    expect(said).toContain('15 times')
  })
  it('says the days before and after', () => expect(changes({ days: [2] })[0]).toMatch(/^Tue.*Mon.*Wed/))
  it('says that nothing changed', () => expect(changes({})).toEqual(['Nothing changed.']))
})

describe('versionsToCome', () => {
  const versions = [
    version({}),
    version({ version: 2, valid_from: '2026-12-14' }),
    version({ version: 3, valid_from: '2026-11-29' }),
  ]
  it('is the later one, though it was made before the one in force', () =>
    expect(versionsToCome({ versions, version: 3 }).map((one) => one.version)).toEqual([2]))
  it('is nothing after the last', () => expect(versionsToCome({ versions, version: 2 })).toEqual([]))
})
