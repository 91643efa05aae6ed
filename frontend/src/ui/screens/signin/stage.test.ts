import { describe, expect, it } from 'vitest'
import type { AuthAnswer, AuthState, Flow } from '../../../api/headless'
import { stageAfter } from './stage'

const EMAIL = 'ana@example.org'
const answer = (status: number, flows: Flow[], isIn = false): AuthAnswer<AuthState> => ({
  status,
  data: { flows },
  meta: { is_authenticated: isIn },
  errors: [],
})

describe('stageAfter', () => {
  it('is in once the server says so', () =>
    expect(stageAfter(answer(200, [], true), EMAIL)).toEqual({ at: 'in' }))

  it('asks for the code that was sent', () =>
    expect(stageAfter(answer(401, [{ id: 'login_by_code', is_pending: true }]), EMAIL)).toEqual({
      at: 'code',
      email: EMAIL,
      isNew: false,
    }))

  it('asks a newcomer for the code of the address', () =>
    expect(stageAfter(answer(401, [{ id: 'verify_email', is_pending: true }]), EMAIL)).toMatchObject({
      isNew: true,
    }))

  it('asks for the second step with the means at hand', () =>
    expect(
      stageAfter(answer(401, [{ id: 'mfa_authenticate', is_pending: true, types: ['totp'] }]), EMAIL),
    ).toEqual({
      at: 'factor',
      types: ['totp'],
    }))

  it('leads nowhere when nothing is pending', () =>
    expect(stageAfter(answer(400, [{ id: 'login' }]), EMAIL)).toBeNull())
})
