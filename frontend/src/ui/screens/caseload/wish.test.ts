import { describe, expect, it } from 'vitest'
import { addressOf, wishOf } from './wish'

const read = (query: string) => wishOf(new URLSearchParams(query))

describe('the wish in the address', () => {
  it('puts those who need a look first, unless told otherwise', () =>
    expect(read('')).toEqual({ ordering: '-urgency', flagged: false }))
  it('keeps order and filter through a reload', () => {
    const wish = { ordering: 'last_entry_at', flagged: true } as const
    expect(read(addressOf(wish).split('?')[1] ?? '')).toEqual(wish)
  })
  it('leaves out an order it does not know', () => expect(read('order=shoe_size').ordering).toBe('-urgency'))
  it('has a short address for the common case', () =>
    expect(addressOf({ ordering: '-urgency', flagged: false })).toBe('/caseload'))
})
