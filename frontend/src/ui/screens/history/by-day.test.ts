import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../domain/entry'
import { byDay } from './by-day'

const at = (entry_id: string, recorded_at: string, time_zone = 'Europe/Madrid') =>
  ({
    entry_id,
    recorded_at,
    time_zone,
    kind: 'foot_check',
    data: { findings: ['none'], note: '' },
  }) as unknown as Entry

describe('byDay', () => {
  it('gives nothing for an empty diary', () => expect(byDay([])).toEqual([]))

  it('puts entries of one local day together', () => {
    const days = byDay([at('b', '2026-11-20T21:00:00+01:00'), at('a', '2026-11-20T08:00:00+01:00')])
    expect(days).toHaveLength(1)
    expect(days[0]?.entries.map(({ entry_id }) => entry_id)).toEqual(['b', 'a'])
  })

  it('takes the day where the entry was written, not the day in UTC', () => {
    const late = at('a', '2026-11-20T23:30:00+00:00', 'Europe/Madrid')
    expect(byDay([late])[0]?.on).toBe('2026-11-21')
  })
})
