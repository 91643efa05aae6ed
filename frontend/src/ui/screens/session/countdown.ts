/** A timer as facts, so that a phone that slept or was reloaded in between still reads it right. Times in milliseconds. */
export interface Countdown {
  /** Seconds to get ready before the time itself runs. */
  readonly readySeconds: number
  readonly seconds: number
  /** When it was last set going; null while it stands still. */
  readonly runningSince: number | null
  /** What had run before that. */
  readonly ranBefore: number
}

export type Stage = 'idle' | 'ready' | 'running' | 'over'

export interface Reading {
  readonly stage: Stage
  /** Whole seconds left of the stage, rounded up: it shows 1 until the very end. */
  readonly left: number
  readonly paused: boolean
}

export function newCountdown(seconds: number, readySeconds = 0): Countdown {
  return { seconds, readySeconds, runningSince: null, ranBefore: 0 }
}

export function started(countdown: Countdown, at: number): Countdown {
  return countdown.runningSince === null ? { ...countdown, runningSince: at } : countdown
}

export function paused(countdown: Countdown, at: number): Countdown {
  return { ...countdown, runningSince: null, ranBefore: ranUntil(countdown, at) }
}

function ranUntil({ runningSince, ranBefore }: Countdown, at: number): number {
  return runningSince === null ? ranBefore : ranBefore + Math.max(0, at - runningSince)
}

/** What the timer shows at an instant. */
export function readingOf(countdown: Countdown, at: number): Reading {
  const { seconds, readySeconds, runningSince } = countdown
  const ran = ranUntil(countdown, at)
  const isPaused = runningSince === null && ran > 0
  if (runningSince === null && ran === 0) return { stage: 'idle', left: seconds, paused: false }
  const readyLeft = readySeconds * 1000 - ran
  if (readyLeft > 0) return { stage: 'ready', left: Math.ceil(readyLeft / 1000), paused: isPaused }
  const left = (readySeconds + seconds) * 1000 - ran
  if (left > 0) return { stage: 'running', left: Math.ceil(left / 1000), paused: isPaused }
  return { stage: 'over', left: 0, paused: false }
}
