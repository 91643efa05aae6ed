import { describe, expect, it } from 'vitest'
import { translator } from './translate'

const t = translator(
  {
    plain: 'Save',
    greeting: 'Hello {name}, it is {day}',
    waiting: { one: '{count} entry waits', other: '{count} entries wait' },
  },
  'en',
)

describe('translator', () => {
  it('gives a plain sentence as it stands', () => expect(t('plain')).toBe('Save'))

  it('fills every place', () =>
    expect(t('greeting', { name: 'Ana', day: 'Monday' })).toBe('Hello Ana, it is Monday'))

  it('chooses the plural form by count', () => {
    expect(t('waiting', { count: 1 })).toBe('1 entry waits')
    expect(t('waiting', { count: 2 })).toBe('2 entries wait')
    expect(t('waiting', { count: 0 })).toBe('0 entries wait')
  })

  it('writes numbers as the language does', () =>
    expect(t('waiting', { count: 1200 })).toBe('1,200 entries wait'))

  it('refuses a missing key and a missing place at compile time', () => {
    // @ts-expect-error no such key
    const missing = () => t('nothing')
    // @ts-expect-error the day is missing
    const unfilled = () => t('greeting', { name: 'Ana' })
    expect([missing, unfilled]).toHaveLength(2)
  })
})
