import { describe, expect, it } from 'vitest'
import type { Translate, Translation } from './catalogue'
import { sentence } from './translate'

const catalogue = {
  plain: 'Save',
  greeting: 'Hello {name}, it is {day}',
  waiting: { one: '{count} entry waits', other: '{count} entries wait' },
} as const
const t = ((key: keyof typeof catalogue, values = {}) =>
  sentence(catalogue[key], values)) as unknown as Translate<typeof catalogue>

describe('a sentence', () => {
  it('is given as it stands where it is plain', () => expect(t('plain')).toBe('Save'))

  it('has every place filled', () =>
    expect(t('greeting', { name: 'Ana', day: 'Monday' })).toBe('Hello Ana, it is Monday'))

  it('has the plural form of its count', () => {
    expect(t('waiting', { count: 1 })).toBe('1 entry waits')
    expect(t('waiting', { count: 2 })).toBe('2 entries wait')
    expect(t('waiting', { count: 0 })).toBe('0 entries wait')
  })

  it('has numbers as the language writes them', () =>
    expect(t('waiting', { count: 1200 })).toBe('1,200 entries wait'))

  it('with a missing key or place does not compile', () => {
    // @ts-expect-error no such key
    const missing = () => t('nothing')
    // @ts-expect-error the day is missing
    const unfilled = () => t('greeting', { name: 'Ana' })
    expect([missing, unfilled]).toHaveLength(2)
  })
})

describe('another language', () => {
  it('that lacks a word or a plural does not compile', () => {
    const whole: Translation<typeof catalogue> = { plain: 'a', greeting: 'b', waiting: { other: 'c' } }
    // @ts-expect-error the greeting is missing
    const missing: Translation<typeof catalogue> = { plain: 'a', waiting: { other: 'c' } }
    // @ts-expect-error no plural
    const single: Translation<typeof catalogue> = { plain: 'a', greeting: 'b', waiting: 'c' }
    expect([whole, missing, single]).toHaveLength(3)
  })
})
