import { describe, expect, it } from 'vitest'
import { datesBetween } from '../../../domain/clock'
import { dotsOf, type Frame, mondaysOf, pathOf, plotOf, runsOf, xOf, yOf } from './layout'

const frame: Frame = { from: '2026-11-02', to: '2026-11-29', width: 376, height: 200 }
const day = (on: string, mean: number) => ({ on, mean, max: mean, n: 1 })

describe('the place of a score', () => {
  it('puts 10 at the top and 0 at the bottom', () => {
    const { top, bottom } = plotOf(frame)
    expect([yOf(frame, 10), yOf(frame, 0)]).toEqual([top, bottom])
  })

  it('gives each day the same room', () => {
    const step = xOf(frame, '2026-11-03') - xOf(frame, '2026-11-02')
    expect(xOf(frame, '2026-11-29') - xOf(frame, '2026-11-28')).toBeCloseTo(step)
  })
})

describe('runsOf', () => {
  it('breaks the line where a day has no score', () => {
    const dots = dotsOf(frame, [day('2026-11-02', 4), day('2026-11-03', 0), day('2026-11-05', 3)])
    expect(runsOf(dots).map((run) => run.map(({ on }) => on))).toEqual([
      ['2026-11-02', '2026-11-03'],
      ['2026-11-05'],
    ])
  })

  it('keeps a day of 0', () => {
    const [dot] = dotsOf(frame, [day('2026-11-02', 0)])
    expect(dot?.y).toBe(plotOf(frame).bottom)
  })

  it('leaves out what lies beyond the frame', () =>
    expect(dotsOf(frame, [day('2026-11-01', 4), day('2026-11-30', 4)])).toEqual([]))
})

describe('pathOf', () => {
  it('goes through every dot', () => {
    const [run = []] = runsOf(dotsOf(frame, [day('2026-11-02', 10), day('2026-11-03', 0)]))
    expect(pathOf(run)).toBe('M32.1 10.0L44.2 174.0')
  })
})

describe('mondaysOf', () => {
  const dates = datesBetween('2026-09-07', '2026-11-29')
  it('names every Monday where there is room', () =>
    expect(mondaysOf({ ...frame, width: 1000 }, dates)).toHaveLength(12))
  it('leaves some out on a narrow screen', () =>
    expect(mondaysOf({ ...frame, width: 300 }, dates)).toEqual(['2026-09-07', '2026-10-05', '2026-11-02']))
})
