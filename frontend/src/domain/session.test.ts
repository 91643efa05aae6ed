import { describe, expect, it } from 'vitest'
import { anAssignment, aStep, aVersion, ids, MADRID, NOW, sessionData } from '../testing/cast'
import { dayOf } from './entry'
import { newSessionEntry } from './newEntry'
import {
  answerDraft,
  endOf,
  finishDraft,
  isUnderWay,
  recordSet,
  type SessionDraft,
  skipStep,
  startDraft,
  stepState,
  touchDraft,
  undoSet,
} from './session'

const start = () => startDraft(anAssignment(), NOW, MADRID)
const states = (draft: SessionDraft) => draft.steps.map(stepState)
const times = (count: number, draft: SessionDraft, step: string): SessionDraft =>
  count === 0 ? draft : times(count - 1, recordSet(draft, step), step)

describe('a session in progress', () => {
  it('begins with nothing done and nothing said', () => {
    const draft = start()
    expect(states(draft)).toEqual(['to_do', 'to_do'])
    expect(draft).toMatchObject({ assignment_id: 'a1', version: 1, pain_before: null, effort: null })
    expect(draft.started_at).toBe('2026-11-20T19:00:00+01:00')
  })

  it('takes the version of the patient’s own date', () => {
    const versions = [aVersion(), aVersion({ version: 2, valid_from: '2026-11-21' })]
    const late = new Date('2026-11-20T23:30:00Z')
    expect(startDraft(anAssignment({ versions }), late, MADRID).version).toBe(2)
    expect(startDraft(anAssignment({ versions }), late, 'UTC').version).toBe(1)
  })

  it('refuses an assignment that is not in force', () => {
    expect(() => startDraft(anAssignment({ starts_on: '2027-01-01' }), NOW, MADRID)).toThrow(RangeError)
  })

  it('goes from to do over partial to done', () => {
    expect(states(times(1, start(), 's1'))).toEqual(['partial', 'to_do'])
    expect(states(times(3, start(), 's1'))).toEqual(['done', 'to_do'])
    expect(states(times(4, start(), 's1'))).toEqual(['done', 'to_do'])
  })

  it('lets left and right take turns, each as its own set', () => {
    const draft = times(4, start(), 's2')
    expect(draft.steps[1]?.sets.map((set) => set.side)).toEqual(['left', 'right', 'left', 'right'])
    expect(states(times(3, start(), 's2'))[1]).toBe('partial')
    expect(states(draft)[1]).toBe('done')
  })

  it('takes a set as prescribed unless it is said otherwise', () => {
    const held = aStep('s1', { reps: null, hold_seconds: 30 })
    const draft = startDraft(anAssignment({ versions: [aVersion({ steps: [held] })] }), NOW, MADRID)
    expect(recordSet(draft, 's1').steps[0]?.sets).toEqual([{ side: 'left', reps: null, seconds: 30 }])
    expect(recordSet(draft, 's1', { seconds: 12 }).steps[0]?.sets[0]?.seconds).toBe(12)
  })

  it('takes a set back', () => {
    expect(states(undoSet(times(1, start(), 's1'), 's1'))).toEqual(['to_do', 'to_do'])
    expect(states(undoSet(start(), 's1'))).toEqual(['to_do', 'to_do'])
  })

  it('keeps the sets of a step that is then left out, and a set ends the skip', () => {
    const skipped = skipStep(times(1, start(), 's1'), 's1', 'pain')
    expect(skipped.steps[0]).toMatchObject({ skipped: 'pain', sets: [{ side: 'left' }] })
    expect(states(recordSet(skipped, 's1'))[0]).toBe('partial')
  })

  it('changes nothing in place', () => {
    const draft = start()
    recordSet(draft, 's1')
    skipStep(draft, 's2', 'ill')
    expect(draft).toEqual(start())
  })

  it('ends as exactly the data the contract names', () => {
    const draft = answerDraft(times(1, start(), 's1'), { pain_before: 3, effort: 5 })
    expect(finishDraft(draft, new Date('2026-11-20T18:20:00Z'))).toEqual({
      assignment_id: 'a1',
      version: 1,
      started_at: '2026-11-20T19:00:00+01:00',
      finished_at: '2026-11-20T19:20:00+01:00',
      pain_before: 3,
      pain_worst: null,
      pain_after: null,
      effort: 5,
      note: '',
      steps: [
        { step_id: 's1', sets: [{ side: 'left', reps: 10, seconds: null }], pain: null, skipped: null },
        { step_id: 's2', sets: [], pain: null, skipped: null },
      ],
    })
  })
})

describe('a session that passes midnight', () => {
  const at = (instant: string) => new Date(instant)
  const begun = startDraft(anAssignment({ days: [1, 2, 3, 4, 5, 6, 7] }), at('2026-11-20T22:57:00Z'), MADRID)

  it('is still under way after midnight and ends when it is saved', () => {
    const touched = touchDraft(recordSet(begun, 's1'), at('2026-11-20T23:04:00Z'))
    const saved = at('2026-11-20T23:10:00Z')
    expect(isUnderWay(touched, saved)).toBe(true)
    const entry = newSessionEntry(finishDraft(touched, endOf(touched, saved)), saved, MADRID, ids)
    expect(entry.data.finished_at).toBe('2026-11-21T00:10:00+01:00')
    expect(entry.recorded_at).toBe('2026-11-20T23:57:00+01:00')
    expect(dayOf(entry)).toBe('2026-11-20')
  })

  it('left alone overnight ends when it was last changed', () => {
    const touched = touchDraft(recordSet(begun, 's1'), at('2026-11-20T23:04:00Z'))
    const morning = at('2026-11-21T07:00:00Z')
    expect(isUnderWay(touched, morning)).toBe(false)
    expect(endOf(touched, morning)).toEqual(at('2026-11-20T23:04:00Z'))
  })

  it('from another program counts for the day it began', () => {
    const data = { ...sessionData({ s1: 1 }), started_at: '2026-11-20T23:50:00+01:00' }
    const told = { kind: 'session', time_zone: MADRID, recorded_at: '2026-11-21T00:10:00+01:00' } as const
    expect(dayOf({ ...told, data })).toBe('2026-11-20')
    expect(dayOf({ ...told, data: { ...data, started_at: 'soon' } })).toBe('2026-11-21')
  })
})
