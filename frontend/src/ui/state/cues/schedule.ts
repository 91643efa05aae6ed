import type { TimedCue } from './cue'
import { toneAt } from './sound'
import { isCueOn } from './switches'
import { startTicker } from './ticker'
import { hush, sayNow } from './voice'

const TICK_MS = 100
/** Words or buzzing later than this, in milliseconds, are dropped: by then something else is true. */
const TOO_LATE = 700

function give({ say, buzz }: TimedCue): void {
  if (buzz && isCueOn('vibration')) navigator.vibrate?.([...buzz])
  if (say && isCueOn('voice')) sayNow(say)
}

/** Gives words and buzzing, which cannot be scheduled ahead, when they are due. */
function giveWhenDue(cues: readonly TimedCue[]): () => void {
  const waiting = cues.filter(({ say, buzz }) => say || buzz).sort((a, b) => a.at - b.at)
  if (waiting.length === 0) return () => undefined
  const stop = startTicker(TICK_MS, () => {
    const now = Date.now()
    while (waiting[0] && waiting[0].at <= now) {
      const due = waiting.shift()
      if (due && now - due.at <= TOO_LATE) give(due)
    }
    if (waiting.length === 0) stop()
  })
  return stop
}

/**
 * Schedules tones, words and buzzing, in whatever order they come. The person's switches say what is given. Tones are exact to
 * the millisecond, words and buzzing to a tenth of a second; what is too late is dropped. Call `wakeSound` in the tap before.
 *
 * @returns takes back whatever has not been given, and ends what is being said
 */
export function scheduleCues(cues: readonly TimedCue[]): () => void {
  const tones = isCueOn('tones') ? cues.flatMap(({ tone, at }) => (tone ? [toneAt(tone, at)] : [])) : []
  const stop = giveWhenDue(cues)
  return () => {
    for (const takeBack of tones) takeBack()
    stop()
    if (cues.some(({ say }) => say)) hush()
  }
}
