import { describe, expect, it } from 'vitest'
import { NOW } from '../testing/cast'
import { type Loss, lossOf, type Mark, missingOf, type Unsent } from './loss'

const unsent = (entry_id: string, known = false): Unsent => ({
  entry_id,
  kind: 'pain',
  on: '2026-11-20',
  known,
})
const mark = (...of: Unsent[]): Mark => ({ user_id: 'ana', entries: 9, unsent: of, draft_on: null })

describe('lossOf', () => {
  it('tells what an earlier loss named too, until it is put away', () => {
    const before = lossOf(mark(unsent('e1')), null, NOW)
    expect(lossOf(mark(unsent('e2')), before, NOW).unsent.map(({ entry_id }) => entry_id)).toEqual([
      'e1',
      'e2',
    ])
  })

  it("tells nothing of another person's loss", () => {
    const before: Loss = { ...lossOf(mark(unsent('e1')), null, NOW), user_id: 'ben' }
    expect(lossOf(mark(), before, NOW).unsent).toEqual([])
  })
})

describe('missingOf', () => {
  it('leaves out what the server has: it was sent by the worker after the last note', () => {
    const loss = lossOf(mark(unsent('e1'), unsent('e2')), null, NOW)
    expect(missingOf(loss, new Set(['e1']))).toEqual([unsent('e2')])
  })

  it('names a correction, which the server may not have', () => {
    const loss = lossOf(mark(unsent('e1', true)), null, NOW)
    expect(missingOf(loss, new Set(['e1']))).toEqual([unsent('e1', true)])
  })
})
