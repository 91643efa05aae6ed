import { describe, expect, it } from 'vitest'
import { anAssignment, MADRID, NOW, pain, session, TODAY } from '../testing/cast'
import type { Change, Entry } from './entry'
import { diaryRowsOf, draftAgain, lossOf, waitingAgain } from './loss'
import type { OutboxRow } from './outbox'
import { startDraft } from './session'

let order = 0

function row(entry: Entry, part: Partial<Change> = {}, state: Partial<OutboxRow> = {}): OutboxRow {
  order += 1
  const { entry_id, kind, recorded_at, time_zone, data } = entry
  const own = { change_id: `c${order}`, entry_id, kind, action: 'put', schema: 1, base_seq: null } as const
  const change = { ...own, recorded_at, time_zone, data, ...part }
  return { order, change, state: 'waiting', attempts: 0, added_at: NOW.toISOString(), ...state }
}

const none = { rows: [], draft: null, plan: null }
const draft = startDraft(anAssignment(), NOW, MADRID)

describe('lossOf', () => {
  it('counts each entry once, however often it was corrected, and no removal', () => {
    const corrected = pain(4, NOW, MADRID)
    const rows = [row(corrected), row(corrected), row(pain(5)), row(pain(6), { action: 'delete', data: {} })]
    expect(lossOf({ ...none, rows }, NOW)).toMatchObject({ entries: 2, draft_on: null })
  })

  it('names the day of a session in progress', () => {
    expect(lossOf({ ...none, draft }, NOW)).toMatchObject({ entries: 0, draft_on: TODAY })
  })
})

describe('waitingAgain', () => {
  it('never alters what may have left, but lets a later change of the entry follow its verdict', () => {
    const entry = pain(4, NOW, MADRID)
    const rows = waitingAgain([row(entry), row(entry)]) as OutboxRow[]
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 0])
  })

  it('sends a refused change once more, since the reason is fetched with it', () => {
    const refused = row(pain(4), {}, { state: 'refused', attempts: 3, problem: { code: 'x', detail: '' } })
    const [again] = waitingAgain([refused])
    expect(again).toMatchObject({ state: 'waiting', attempts: 3 })
    expect(again).not.toHaveProperty('problem')
  })

  it('leaves the answer to a reminder as it was', () => {
    const answer = { notice_id: 'n1', action: 'done', at: '' } as const
    const own = { order: 1, kind: 'notice_action', answer, added_at: '' } as const
    expect(waitingAgain([own])).toEqual([own])
  })
})

describe('diaryRowsOf', () => {
  it('shows an entry as its last change says, on the version its first was made on', () => {
    const entry = pain(4, NOW, MADRID)
    const later = { ...entry.data, score: 6 as const }
    const [made] = diaryRowsOf([row(entry, { base_seq: 7 }), row(entry, { data: later })])
    expect(made).toMatchObject({
      on: TODAY,
      entry: { seq: 7, data: { score: 6 }, state: 'waiting', deleted: false },
    })
  })

  it('keeps a removed entry out of sight until the server has heard', () => {
    const [made] = diaryRowsOf([row(pain(4), { action: 'delete', base_seq: 3, data: {} })])
    expect(made?.entry).toMatchObject({ deleted: true, seq: 3, state: 'waiting' })
  })
})

describe('draftAgain', () => {
  it('is none once its session is among what waits', () => {
    const finished = session({ s1: 1 })
    const same = { ...draft, started_at: finished.data.started_at }
    expect(draftAgain({ ...none, draft: same, rows: [row(finished)] })).toBeNull()
    expect(draftAgain({ ...none, draft: { ...same, started_at: '' }, rows: [row(finished)] })).not.toBeNull()
  })
})
