import { describe, expect, it } from 'vitest'
import { ids, MADRID, session, sessionData, TODAY } from '../testing/cast'
import { type Circumstances, USUAL_ZONES } from './advice'
import { adviceForEntry, adviceOfDay, warningOn } from './adviceOfDay'
import type { Entry } from './entry'
import type { Finding } from './footCheck'
import { newFootCheckEntry, newPainEntry, newSessionEntry } from './newEntry'
import type { PainAnswers } from './pain'

const diabetic: Circumstances = { zones: USUAL_ZONES, mayFeelLess: true, poorCirculation: false }
const anybody: Circumstances = { ...diabetic, mayFeelLess: false }
const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 10, day, hour))
const pain = (answers: PainAnswers, when = at(20)) => newPainEntry(answers, when, MADRID, ids)
const check = (findings: Finding[], when = at(20)) => newFootCheckEntry({ findings }, when, MADRID, ids)
const sent = <E extends Entry>(entry: E, received: Date): E => ({
  ...entry,
  state: 'sent',
  received_at: received.toISOString(),
})
const ofDay = (diary: Entry[], of = anybody) => adviceOfDay(diary, TODAY, of)

describe('the advice of a day', () => {
  it('is that of its gravest entry', () => {
    const red = pain({ score: 10, moment: 'worst_24h' })
    expect(ofDay([pain({ score: 3, moment: 'average_24h' }), red])).toMatchObject({
      advice: { level: 'stop', because: 'red' },
      entry: red,
    })
    expect(ofDay([red, check(['redness'])], diabetic).advice.level).toBe('help')
  })

  it('says nothing of other days or of deleted entries', () => {
    const gone = { ...pain({ score: 9, moment: 'now' }), deleted: true }
    expect(ofDay([gone, pain({ score: 9, moment: 'now' }, at(19))]).advice.level).toBe('go')
  })

  it('ends a red score once the pain right now is back in amber', () => {
    const red = pain({ score: 7, moment: 'first_steps' }, at(20, 7))
    expect(ofDay([pain({ score: 4, moment: 'now' }, at(20, 12)), red]).advice.level).toBe('care')
    expect(ofDay([pain({ score: 6, moment: 'now' }, at(20, 12)), red]).advice.level).toBe('stop')
    expect(ofDay([red, pain({ score: 1, moment: 'now' }, at(20, 6))]).advice.level).toBe('stop')
    expect(ofDay([pain({ score: 1, moment: 'average_24h' }, at(20, 12)), red]).advice.level).toBe('stop')
  })

  it('keeps red pain from exercising for the whole day', () => {
    const calm = pain({ score: 0, moment: 'now' }, at(20, 16))
    const data = { ...sessionData({ s1: 1 }), pain_worst: 8 as const }
    const session = newSessionEntry(data, at(20, 10), MADRID, ids)
    expect(ofDay([calm, session]).advice).toMatchObject({ level: 'stop', setting: 'after' })
    expect(ofDay([calm, pain({ score: 8, moment: 'during' }, at(20, 10))]).advice.level).toBe('stop')
  })
})

describe('a professional’s look', () => {
  it('ends the call for help that came before it, and nothing else', () => {
    const diary = [check(['redness'], at(20, 9))]
    const level = (diary: Entry[], lifted: string) => adviceOfDay(diary, TODAY, diabetic, lifted).advice.level
    expect(level(diary, '2026-11-20T12:00:00Z')).toBe('go')
    expect(level(diary, '2026-11-20T08:00:00Z')).toBe('help')
    expect(level([pain({ score: 9, moment: 'now' }), ...diary], '2026-11-20T12:00:00Z')).toBe('stop')
  })
})

describe('the morning after', () => {
  const eve = [session({ s1: 1 }, at(19, 10)), pain({ score: 1, moment: 'next_morning' }, at(19, 6))]
  const morning = pain({ score: 3, moment: 'next_morning' }, at(20, 6))

  it('is red when it is two points above the morning before the session', () => {
    expect(adviceForEntry(morning, eve, anybody)).toMatchObject({ level: 'stop', because: 'morning' })
    expect(adviceForEntry(pain({ score: 2, moment: 'next_morning' }), eve, anybody).level).toBe('go')
  })

  it('is not judged without a session or where the therapist switched it off', () => {
    expect(adviceForEntry(morning, eve.slice(1), anybody).because).toBe('amber')
    const off = { ...anybody, zones: { ...USUAL_ZONES, next_morning_rule: false } }
    expect(adviceForEntry(morning, eve, off).because).toBe('amber')
  })
})

describe('numbness or tingling', () => {
  const heel = { foot: 'left', surface: 'sole', region: 'heel', score: null } as const
  const arch = { ...heel, region: 'arch' } as const
  const numb = (part: Partial<PainAnswers>, when: Date) =>
    pain({ score: 1, moment: 'now', qualities: ['numb'], ...part }, when)

  it('is red when a session left it behind and the next morning still shows it', () => {
    const eve = [session({ s1: 1 }, at(19, 10)), numb({ moment: 'after' }, at(19, 11))]
    const morning = numb({ moment: 'next_morning' }, at(20, 6))
    expect(adviceForEntry(morning, eve, anybody)).toMatchObject({ level: 'stop', because: 'nerve' })
    expect(adviceForEntry(morning, eve.slice(1), anybody).level).toBe('go')
  })

  it('is red when it spreads, unless the therapist switched that off', () => {
    const before = [numb({ sites: [heel] }, at(18))]
    const wider = numb({ sites: [heel, arch] }, at(20))
    expect(adviceForEntry(wider, before, anybody).because).toBe('nerve')
    expect(adviceForEntry(numb({ sites: [arch] }, at(20)), before, anybody).level).toBe('go')
    const off = { ...anybody, zones: { ...USUAL_ZONES, nerve_rule: false } }
    expect(adviceForEntry(wider, before, off).level).toBe('go')
  })
})

describe('a plan that rests after a warning sign', () => {
  const held = (diary: Entry[], on = TODAY, part: object = {}) =>
    warningOn(on, { plan: null, diary, of: diabetic, syncedAt: null, alone: true, ...part })

  it('holds today and tomorrow, without a network and without a plan', () => {
    const diary = [check(['redness'])]
    expect(held(diary)).toMatchObject({ mayResume: true, entry: diary[0] })
    expect(held(diary, '2026-11-21')).not.toBeNull()
    expect(held([check(['none'])])).toBeNull()
    expect(held(diary, TODAY, { of: anybody })).toBeNull()
  })

  it('holds for pain at rest from poor blood flow', () => {
    const of = { ...anybody, poorCirculation: true }
    const entry = pain({ score: 2, moment: 'average_24h', at_rest: true })
    expect(held([entry], '2026-11-21', { of })).toMatchObject({ entry })
    expect(held([entry], TODAY, { of: anybody })).toBeNull()
  })

  it('is not the patient’s to lift where a clinic treats', () =>
    expect(held([check(['redness'])], TODAY, { alone: false })).toMatchObject({ mayResume: false }))

  it('ends with a lift that is newer than the sign', () => {
    const plan = { on_hold: null, warning_hold: null, warning_lifted_at: '2026-11-20T12:00:00+01:00' }
    expect(held([check(['redness'], at(20, 9))], TODAY, { plan })).toBeNull()
    expect(held([check(['redness'], at(20, 12))], TODAY, { plan })).not.toBeNull()
  })

  it('goes on while the sign waits on this phone, and is the server’s to say later', () => {
    const waiting = check(['redness'], at(17))
    expect(held([waiting])).not.toBeNull()
    const judged = sent(waiting, at(17, 10))
    expect(held([judged])).not.toBeNull()
    expect(held([judged], TODAY, { syncedAt: at(19).toISOString() })).toBeNull()
    expect(held([judged], '2026-12-20')).toBeNull()
  })

  it('follows the server’s hold from its first day on', () => {
    const warning_hold = { since: '2026-11-19T10:00:00Z', from_on: '2026-11-19', may_resume: false }
    const plan = { on_hold: null, warning_hold, warning_lifted_at: null }
    expect(held([], TODAY, { plan })).toEqual({ since: warning_hold.since, entry: null, mayResume: false })
    expect(held([], '2026-11-18', { plan })).toBeNull()
  })
})
