import { describe, expect, it } from 'vitest'
import { makeIds } from './ids'

const NOW = new Date('2026-11-20T21:04:11.123Z')

describe('a new id', () => {
  it('is a UUID of version 7', () => {
    const ids = makeIds((bytes) => bytes.fill(0xff))
    expect(ids(NOW)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('begins with its time, so that ids sort as things happened', () => {
    const ids = makeIds((bytes) => crypto.getRandomValues(bytes))
    const first = ids(NOW)
    expect(Number.parseInt(first.replace('-', '').slice(0, 12), 16)).toBe(NOW.getTime())
    expect(first < ids(new Date(NOW.getTime() + 1))).toBe(true)
  })

  it('never comes twice', () => {
    const ids = makeIds((bytes) => crypto.getRandomValues(bytes))
    expect(new Set(Array.from({ length: 1000 }, () => ids(NOW))).size).toBe(1000)
  })
})
