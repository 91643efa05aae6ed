import { describe, expect, it, vi } from 'vitest'
import type { AuthAnswer, AuthState } from '../../../api/headless'
import { takeAnswer } from './ask'

const answer = (part: Partial<AuthAnswer<AuthState>>): AuthAnswer<AuthState> => ({
  status: 400,
  data: {},
  meta: {},
  errors: [],
  ...part,
})
const said = (part: Partial<AuthAnswer<AuthState>>) => takeAnswer(answer(part), 'ana@example.org', vi.fn())

describe('takeAnswer', () => {
  it('says of a wrong code what to do, in our own words', () =>
    expect(said({ errors: [{ code: 'incorrect_code', message: 'Incorrect code.', param: 'code' }] })).toBe(
      'That code is not right. Use the newest e-mail, check each digit, or ask for a new code.',
    ))

  it.each([401, 409])('says that the sign-in has ended when nothing is pending (%d)', (status) =>
    expect(said({ status, data: { flows: [{ id: 'login' }] } })).toContain('ask for a new code'),
  )

  it('goes on with what the server waits for', () => {
    const onStage = vi.fn()
    const pending = answer({ status: 401, data: { flows: [{ id: 'login_by_code', is_pending: true }] } })
    expect(takeAnswer(pending, 'ana@example.org', onStage)).toBeNull()
    expect(onStage).toHaveBeenCalledWith({ at: 'code', email: 'ana@example.org', isNew: false })
  })
})
