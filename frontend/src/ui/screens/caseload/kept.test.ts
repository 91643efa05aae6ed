import { describe, expect, it } from 'vitest'
import type { CaseloadRow } from '../../../api/caseload'
import { Offline, Problem, SignedOut } from '../../../api/errors'
import type { Flag } from '../../../api/flags'
import { troubleOf } from '../../parts/staff/trouble'
import { dayAndHour, isRefused, keepable, standsIn } from './kept'
import type { Asked } from './use-caseload'

const row = (id: string) => ({ id, name: id, condition: 'hallux-rigidus' }) as CaseloadRow
const flagOf = (patient: string) => ({ id: `flag of ${patient}` }) as Flag
const asked = (of: Partial<Asked>): Asked => ({
  results: [row('ana')],
  next: null,
  previous: null,
  search: '',
  flagged: false,
  fetched_at: '2026-11-20T16:40:00Z',
  ...of,
})
const kept = (of: Partial<Asked>) =>
  keepable({
    asked: asked(of),
    flagsOf: (id) => [flagOf(id)],
    nameOf: (slug) => slug.toUpperCase(),
  })

describe('what is kept of the caseload', () => {
  it('is the list with its flags, the names of its conditions and when it came', () =>
    expect(kept({})).toEqual({
      rows: [row('ana')],
      flags: [flagOf('ana')],
      conditions: { 'hallux-rigidus': 'HALLUX-RIGIDUS' },
      has_more: false,
      fetched_at: '2026-11-20T16:40:00Z',
    }))
  it('is nothing of a search', () => expect(kept({ search: 'zo' })).toBeNull())
  it('is nothing of a list of some', () => expect(kept({ flagged: true })).toBeNull())
  it('says that there were more', () => expect(kept({ next: '/further' })?.has_more).toBe(true))
  it('is the first page, however many were shown', () => {
    const many = kept({ results: Array.from({ length: 51 }, (_, i) => row(`${i}`)) })
    expect([many?.rows.length, many?.flags.length, many?.has_more]).toEqual([50, 50, true])
  })
})

describe('when the kept list stands in', () => {
  it('is where the browser has no network', () => expect(standsIn(false, null)).toBe(true))
  it('is where the server is not reached', () =>
    expect(standsIn(true, troubleOf(new Offline('gone')))).toBe(true))
  it('is not while all is well', () => expect(standsIn(true, null)).toBe(false))
  it.each([new SignedOut(401), new Problem(500)])('is not where the server says no: %o', (error) =>
    expect(standsIn(true, troubleOf(error))).toBe(false),
  )
})

describe('a list that is refused', () => {
  it.each([new SignedOut(401), new Problem(403, { code: 'second_factor_required' })])(
    'is one that the person may not see: %o',
    (error) => expect(isRefused(troubleOf(error))).toBe(true),
  )
  it.each([new Offline('gone'), new Problem(500)])('is not one that did not come: %o', (error) =>
    expect(isRefused(troubleOf(error))).toBe(false),
  )
})

describe('the age of a list in words', () => {
  const at = (instant: string, now: string) => dayAndHour(instant, new Date(now), 'Europe/Madrid')
  it('is today with the hour', () =>
    expect(at('2026-11-20T08:04:00Z', '2026-11-20T20:00:00Z')).toMatch(/^today, 0?9:04/))
  it('is yesterday by the calendar of the zone', () =>
    expect(at('2026-11-20T22:40:00Z', '2026-11-20T23:05:00Z')).toMatch(/^yesterday, (11|23):40/))
  it('is the date where it is older', () =>
    expect(at('2026-11-18T16:40:00Z', '2026-11-20T12:00:00Z')).toMatch(/^Wednesday.* 18.*, (0?5|17):40/))
})
