/** Cues for a person who does not look at the screen: tones, words and buzzing, and the ticks and the light to go with them. */
export { useAwakeScreen } from './awake'
export type { TimedCue } from './cue'
export { scheduleCues } from './schedule'
export { wakeSound } from './sound'
export { startTicker } from './ticker'
