import type { TimedCue } from '../../state/cues'
import type { Countdown } from './countdown'

/** Milliseconds. */
const BUZZ = [300]

/**
 * What a running timer sounds like: a tone when getting ready is over, a tone and a buzz when time is up.
 *
 * @param now milliseconds as `Date.now()` counts them; what lies before it is left out
 */
export function cuesOf(
  { readySeconds, seconds, runningSince, ranBefore }: Countdown,
  now: number,
): TimedCue[] {
  if (runningSince === null) return []
  const begin = runningSince - ranBefore
  const start = begin + readySeconds * 1000
  const cues: TimedCue[] = [{ at: start + seconds * 1000, tone: 'end', say: null, buzz: BUZZ }]
  if (readySeconds > 0) cues.unshift({ at: start, tone: 'start', say: null, buzz: null })
  return cues.filter(({ at }) => at > now)
}
