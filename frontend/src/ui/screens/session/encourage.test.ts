import { describe, expect, it } from 'vitest'
import { praiseFor } from './encourage'

describe('praiseFor', () => {
  it('praises a full session', () => expect(praiseFor(6, 6)).toBe('full'))
  it('counts every set of a part', () => expect(praiseFor(2, 6)).toBe('part'))
  it('does not praise what was not done', () => expect(praiseFor(0, 6)).toBe('none'))
  it('takes more than planned as full', () => expect(praiseFor(8, 6)).toBe('full'))
})
