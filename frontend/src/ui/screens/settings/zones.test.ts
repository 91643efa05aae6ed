import { describe, expect, it } from 'vitest'
import { zoneLabel, zoneNames } from './zones'

describe('the time zones', () => {
  it('are places only', () => {
    const names = zoneNames('UTC', 'Etc/GMT+3', 'CET')
    expect(names).toContain('Europe/Madrid')
    expect(names).not.toContain('UTC')
    expect(names).not.toContain('Etc/GMT+3')
    expect(names).not.toContain('CET')
  })

  it('keep the one in use, also where this phone does not know it', () =>
    expect(zoneNames('Europe/Newtown')).toContain('Europe/Newtown'))

  it('name the town first', () => {
    expect(zoneLabel('Europe/Madrid')).toBe('Madrid (Europe)')
    expect(zoneLabel('America/Argentina/Buenos_Aires')).toBe('Buenos Aires, Argentina (America)')
  })
})
