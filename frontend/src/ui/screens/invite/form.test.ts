import { describe, expect, it } from 'vitest'
import { EMPTY, type InvitationForm, invitationOf } from './form'

const full: InvitationForm = {
  ...EMPTY,
  email: ' ana@example.org ',
  name: ' Ana ',
  condition: 'metatarsalgia',
  foot: 'left',
}

describe('invitationOf', () => {
  it('says what is needed and nothing empty', () =>
    expect(invitationOf(full)).toEqual({
      email: 'ana@example.org',
      name: 'Ana',
      condition: 'metatarsalgia',
      foot: 'left',
    }))
  it.each([{ email: 'ana' }, { name: ' ' }, { condition: '' }, { foot: null }])('waits for %o', (missing) =>
    expect(invitationOf({ ...full, ...missing })).toBeNull(),
  )
  it('names the clinic of who works in several', () =>
    expect(invitationOf({ ...full, clinic: 'c1' })?.clinic).toBe('c1'))
})
