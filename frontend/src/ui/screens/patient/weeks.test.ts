import { describe, expect, it } from 'vitest'
import type { ProgressDay } from '../../../api/answers'
import { lastSevenCounted, weeksOf } from './weeks'

const day = (date: string, more: Partial<ProgressDay> = {}): ProgressDay => ({
  date,
  state: 'counted',
  planned: 8,
  done: 0,
  adherence: null,
  extra: 0,
  extra_sets: 0,
  pain: {},
  entries: 0,
  sessions: 0,
  late: 0,
  ...more,
})
const done = (date: string, sets: number) => day(date, { done: sets, adherence: sets / 8 })

describe('weeksOf', () => {
  it('puts the newest week first and fills each to seven days', () => {
    const weeks = weeksOf([day('2026-11-15'), day('2026-11-16')])
    expect(weeks.map(({ from }) => from)).toEqual(['2026-11-16', '2026-11-09'])
    expect(weeks[0]?.days.map((one) => one?.date ?? null)).toEqual(['2026-11-16', ...Array(6).fill(null)])
  })

  it('counts a day without an entry as not done once anything was written', () => {
    const [week] = weeksOf([done('2026-11-16', 8), day('2026-11-17')])
    expect(week).toMatchObject({ plannedDays: 2, doneDays: 1, adherence: 0.5 })
  })

  it('gives no share where nothing was written at all', () =>
    expect(weeksOf([day('2026-11-16')])[0]).toMatchObject({ plannedDays: 1, doneDays: 0, adherence: null }))

  it('leaves out paused days and rest', () => {
    const [week] = weeksOf([
      done('2026-11-16', 8),
      day('2026-11-17', { state: 'held' }),
      day('2026-11-18', { state: 'rest', planned: 0 }),
    ])
    expect(week).toMatchObject({ plannedDays: 1, doneDays: 1, adherence: 1 })
  })

  it('counts today only once something is done', () => {
    const today = { state: 'pending' } as const
    expect(weeksOf([day('2026-11-16', today)])[0]).toMatchObject({ plannedDays: 0, doneDays: 0 })
    expect(weeksOf([day('2026-11-16', { ...today, done: 2 })])[0]).toMatchObject({
      plannedDays: 1,
      doneDays: 1,
    })
  })
})

describe('lastSevenCounted', () => {
  it('ends with yesterday', () => {
    const days = ['2026-11-12', '2026-11-13', '2026-11-19', '2026-11-20'].map((date) => day(date))
    expect(lastSevenCounted(days, '2026-11-20').map(({ date }) => date)).toEqual(['2026-11-13', '2026-11-19'])
  })
})
