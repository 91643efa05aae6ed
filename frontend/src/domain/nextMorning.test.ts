import { describe, expect, it } from 'vitest'
import { ids, MADRID, session, TODAY } from '../testing/cast'
import { newPainEntry } from './newEntry'
import { sessionToAskAbout } from './nextMorning'

const evening = session({ s1: 3 }, new Date('2026-11-19T19:00:00Z'))
const morning = new Date('2026-11-20T06:20:00Z')
const told = (session_id: string | null) =>
  newPainEntry({ score: 2, moment: 'next_morning', session_id }, morning, MADRID, ids)

describe('the morning after a session', () => {
  it('asks about the session of yesterday at 7:20', () => {
    expect(sessionToAskAbout([evening], TODAY, '07:20')).toBe(evening)
  })

  it('asks about the last one of several', () => {
    const noon = session({ s1: 1 }, new Date('2026-11-19T12:00:00Z'))
    expect(sessionToAskAbout([noon, evening], TODAY, '07:20')).toBe(evening)
  })

  it('asks once', () => {
    expect(sessionToAskAbout([evening, told(evening.entry_id)], TODAY, '07:20')).toBeNull()
    expect(sessionToAskAbout([evening, told(null)], TODAY, '07:20')).toBeNull()
  })

  it('asks although the morning of another session is told', () => {
    expect(sessionToAskAbout([evening, told('0190a1b2-0000-7000-8000-000000000000')], TODAY, '07:20')).toBe(
      evening,
    )
  })

  it('asks in the morning only, and not about a session that was deleted or is of today', () => {
    expect(sessionToAskAbout([evening], TODAY, '00:30')).toBeNull()
    expect(sessionToAskAbout([evening], TODAY, '15:00')).toBeNull()
    expect(sessionToAskAbout([{ ...evening, deleted: true }], TODAY, '07:20')).toBeNull()
    expect(sessionToAskAbout([session({ s1: 1 })], TODAY, '13:00')).toBeNull()
  })
})
