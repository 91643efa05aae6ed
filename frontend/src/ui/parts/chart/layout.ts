import { daysBetween, type LocalDate, weekdayOf } from '../../../domain/clock'

/** One local day of one moment's pain (0 to 10). Days without a score are simply not there. */
export interface PainDay {
  readonly on: LocalDate
  readonly mean: number
  readonly max: number
  readonly n: number
}

export interface Frame {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly width: number
  readonly height: number
}

export interface Dot extends PainDay {
  readonly x: number
  readonly y: number
  /** Where the day's highest score lies. */
  readonly top: number
}

/** Room for the figures at the left, for the dates below, and so that no dot is cut. */
const LEFT = 26
const RIGHT = 10
const TOP = 10
const BOTTOM = 26
const HIGHEST = 10

/** The x of a date, in the middle of its day. */
export function xOf(frame: Frame, on: LocalDate): number {
  const days = daysBetween(frame.from, frame.to) + 1
  const each = (frame.width - LEFT - RIGHT) / days
  return LEFT + each * (daysBetween(frame.from, on) + 0.5)
}

/** The y of a score: 0 at the bottom, 10 at the top. */
export function yOf(frame: Frame, score: number): number {
  return TOP + (1 - score / HIGHEST) * (frame.height - TOP - BOTTOM)
}

/** The plot without its margins. */
export function plotOf(frame: Frame) {
  return { left: LEFT, right: frame.width - RIGHT, top: TOP, bottom: frame.height - BOTTOM }
}

/** The scored days as dots, oldest first. */
export function dotsOf(frame: Frame, days: readonly PainDay[]): Dot[] {
  return days
    .filter(({ on }) => frame.from <= on && on <= frame.to)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .map((day) => ({ ...day, x: xOf(frame, day.on), y: yOf(frame, day.mean), top: yOf(frame, day.max) }))
}

/** Runs of days that follow each other without a gap. A day without a score is a gap, never a 0. */
export function runsOf(dots: readonly Dot[]): Dot[][] {
  const runs: Dot[][] = []
  let last: Dot | undefined
  for (const dot of dots) {
    if (last && daysBetween(last.on, dot.on) === 1) runs.at(-1)?.push(dot)
    else runs.push([dot])
    last = dot
  }
  return runs
}

/** An SVG path through the dots of one run. */
export function pathOf(run: readonly Dot[]): string {
  return run.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

/** The least room that a date below the plot needs. */
const DATE_WIDTH = 64

/** The Mondays to name below the plot: all of them where there is room, else every second, fourth, ... */
export function mondaysOf(frame: Frame, dates: readonly LocalDate[]): LocalDate[] {
  const mondays = dates.filter((on) => weekdayOf(on) === 1)
  const room = Math.max(1, Math.floor((frame.width - LEFT - RIGHT) / DATE_WIDTH))
  let every = 1
  while (mondays.length / every > room) every *= 2
  return mondays.filter((_, i) => i % every === 0)
}
