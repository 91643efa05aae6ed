import { describe, expect, it } from 'vitest'
import { anAssignment, aPlan, aVersion, MADRID, NOW, pain, session, TODAY } from '../testing/cast'
import type { Entry } from './entry'
import { recordSet, skipStep, startDraft } from './session'
import { todayOf } from './today'

const at = (iso: string) => new Date(iso)
const of = (entries: Entry[], plan = aPlan(), on = TODAY) => todayOf(plan, entries, on)
const stateOf = (entries: Entry[], plan = aPlan()) => of(entries, plan).assignments[0]?.state

describe('today', () => {
  it('is to do, then partial, then done', () => {
    expect(stateOf([])).toBe('to_do')
    expect(stateOf([session({ s1: 1 })])).toBe('partial')
    expect(stateOf([session({ s1: 3, s2: 4 })])).toBe('done')
    expect(stateOf([session({ s1: 3 }), session({ s2: 4 })])).toBe('done')
  })

  it('asks for every time of the day', () => {
    const plan = aPlan({ assignments: [anAssignment({ versions: [aVersion({ times_per_day: 2 })] })] })
    const once = of([session({ s1: 3, s2: 4 })], plan).assignments[0]
    expect(once).toMatchObject({ state: 'partial', timesADay: 2, timesDone: 1 })
    expect(stateOf([session({ s1: 3, s2: 4 }), session({ s1: 3, s2: 4 })], plan)).toBe('done')
  })

  it('counts no time of the day of which every set was skipped', () => {
    const plan = aPlan({ assignments: [anAssignment({ versions: [aVersion({ times_per_day: 2 })] })] })
    expect(of([session({ s1: 0, s2: 0 })], plan).assignments[0]).toMatchObject({
      state: 'to_do',
      timesDone: 0,
    })
  })

  it('takes no credit from another day, another assignment or a deleted entry', () => {
    const yesterday = session({ s1: 3, s2: 4 }, at('2026-11-19T18:00:00Z'))
    const other = session({ s1: 3, s2: 4 }, undefined, 'a2')
    const deleted: Entry = { ...session({ s1: 3, s2: 4 }), deleted: true }
    expect(stateOf([yesterday, other, deleted])).toBe('to_do')
  })

  it('belongs to the day and zone in which an entry was written', () => {
    const lateInMadrid = session({ s1: 1 }, at('2026-11-19T23:30:00Z'))
    expect(stateOf([lateInMadrid])).toBe('partial')
    const sameMomentInNewYork = session({ s1: 1 }, at('2026-11-19T23:30:00Z'), 'a1', 'America/New_York')
    expect(stateOf([sameMomentInNewYork])).toBe('to_do')
  })

  it('shows nothing on a day of rest', () => {
    expect(of([], aPlan(), '2026-11-21').assignments).toEqual([])
  })

  it('shows what is held apart, with its reason', () => {
    const hold = { from_on: '2026-11-18', until_on: null, reason: 'flare' }
    const today = of([], aPlan({ assignments: [anAssignment({ holds: [hold] })] }))
    expect(today.assignments).toEqual([])
    expect(today.held).toMatchObject([{ hold: { reason: 'flare' } }])
  })

  it('rests as a whole after a warning sign', () => {
    const today = of([], aPlan({ on_hold: { reason: 'warning', since_on: '2026-11-20' } }))
    expect(today).toMatchObject({ assignments: [], onHold: { reason: 'warning' } })
  })

  it('knows whether pain has been logged, a 0 included', () => {
    expect(of([]).painLogged).toBe(false)
    expect(of([pain(0)]).painLogged).toBe(true)
    expect(of([pain(4, at('2026-11-19T10:00:00Z'))]).painLogged).toBe(false)
  })

  it('leaves out for the day what hurt once, whatever was said of it later', () => {
    const hurt = session({ s1: 0 }, at('2026-11-20T08:00:00Z'))
    const later = session({ s1: 0 }, at('2026-11-20T12:00:00Z'))
    if (hurt.data.steps[0]) hurt.data.steps[0].skipped = 'pain'
    if (later.data.steps[0]) later.data.steps[0].skipped = 'no_time'
    const today = of([later, hurt]).assignments[0]
    expect(today?.steps[0]).toMatchObject({ skipped: 'pain' })
    expect(today?.left).toBe(1)
  })

  it('tells why a step was left out', () => {
    const left = session({ s1: 1 })
    if (left.data.steps[0]) left.data.steps[0].skipped = 'pain'
    expect(of([left]).assignments[0]?.steps[0]).toMatchObject({ skipped: 'pain', done: 1, state: 'partial' })
  })
})

describe('a session that was left in the middle', () => {
  const begun = startDraft(anAssignment(), NOW, MADRID)
  const ticked = skipStep(recordSet(recordSet(recordSet(begun, 's1'), 's1'), 's1'), 's2', 'no_time')
  const seen = (on = TODAY) => todayOf(aPlan(), [], on, ticked).assignments[0]

  it('shows what was done and skipped, and is not counted as a time', () => {
    expect(seen()).toMatchObject({ isBegun: true, timesDone: 0, left: 1 })
    expect(seen()?.steps.map(({ state, skipped }) => [state, skipped])).toEqual([
      ['done', null],
      ['to_do', 'no_time'],
    ])
  })

  it('shows nothing on another day', () => {
    expect(seen('2026-11-19')).toMatchObject({ isBegun: false, state: 'to_do' })
  })
})
