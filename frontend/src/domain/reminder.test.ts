import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { comesAt, mostOnADay, type NewRule } from './reminder'

const file = new URL('../../../tests/shared/quiet_cases.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: [string, string, string, string][] }

describe('a reminder', () => {
  it.each(cases)('set for %s, with quiet times from %s to %s, comes at %s', (time, from, to, at) =>
    expect(comesAt(time, { from, to })).toBe(at),
  )
})

describe('the fullest day', () => {
  const rule = (changes: Partial<NewRule>): NewRule => ({
    kind: 'exercise',
    times: ['08:30'],
    days: [1, 3],
    channels: ['push'],
    enabled: true,
    ...changes,
  })

  it('counts the times of all rules that are on', () => {
    expect(mostOnADay([])).toBe(0)
    expect(mostOnADay([rule({}), rule({ kind: 'pain', days: [2] })])).toBe(1)
    expect(mostOnADay([rule({ times: ['08:30', '18:00'] }), rule({ kind: 'pain', days: [3, 4] })])).toBe(3)
    expect(mostOnADay([rule({ times: ['08:30', '18:00'] }), rule({ enabled: false })])).toBe(2)
  })
})
