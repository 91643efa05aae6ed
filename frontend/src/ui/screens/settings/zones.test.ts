import { describe, expect, it } from 'vitest'
import { zoneLabel, zoneNames } from './zones'

describe('the time zones', () => {
  it('are places only', () => {
    const names = zoneNames('Europe/Madrid', 'UTC', 'Etc/GMT+3', 'CET')
    expect(names).toContain('Europe/Madrid')
    expect(names).not.toContain('UTC')
    expect(names).not.toContain('Etc/GMT+3')
    expect(names).not.toContain('CET')
  })

  it('keep the one in use, also where this phone does not know it', () =>
    expect(zoneNames('Europe/Newtown')).toContain('Europe/Newtown'))

  it('show the one in use first where it names no place', () =>
    expect(zoneNames('UTC', 'Europe/Madrid')[0]).toBe('UTC'))

  it('stand under the names of today, once', () => {
    const names = zoneNames('Asia/Calcutta', 'Asia/Kolkata', 'Europe/Kiev')
    expect(names.filter((name) => /Calcutta|Kolkata/.test(name))).toEqual(['Asia/Kolkata'])
    expect(names).toContain('Europe/Kyiv')
    expect(names).not.toContain('Europe/Kiev')
  })

  it('name the town first', () => {
    expect(zoneLabel('Europe/Madrid')).toBe('Madrid (Europe)')
    expect(zoneLabel('America/Argentina/Buenos_Aires')).toBe('Buenos Aires, Argentina (America)')
  })
})
