import { describe, expect, it } from 'vitest'
import { Offline, Problem, SignedOut } from '../../../api/errors'
import { troubleOf } from './trouble'
import { t } from './words'

const refused = (detail: string) =>
  new Problem(400, { detail, code: 'invalid', errors: { email: ['There is an open invitation already.'] } })

describe('troubleOf', () => {
  it('says that nothing is lost without a network', () =>
    expect(troubleOf(new Offline('gone'))).toMatchObject({ words: t('trouble.offline'), helps: 'network' }))
  it('leads to signing in once the session has run out', () =>
    expect(troubleOf(new SignedOut(401)).helps).toBe('sign-in'))
  it('leads to the second step where the server asks for it', () =>
    expect(troubleOf(new Problem(403, { code: 'second_factor_required' })).helps).toBe('second-step'))
  it('tells nothing more of a patient who is not there', () =>
    expect(troubleOf(new Problem(404, { detail: 'Not found.' })).words).toBe(t('trouble.unknown')))
  it('keeps the message of each field', () =>
    expect(troubleOf(refused('Some fields are not right.')).fields).toEqual({
      email: 'There is an open invitation already.',
    }))
  it('does not say the same twice', () =>
    expect(troubleOf(refused('There is an open invitation already.')).words).toBe(t('trouble.fields')))
  it("says the server's own words where it has some", () =>
    expect(troubleOf(new Problem(409, { detail: 'This has ended.' })).words).toBe('This has ended.'))
  it('offers another try when the server failed', () =>
    expect(troubleOf(new Problem(500)).helps).toBe('again'))
})
