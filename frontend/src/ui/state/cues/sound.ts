import type { Tone } from './cue'

interface Shape {
  /** Hertz. */
  readonly pitch: number
  /** Seconds. */
  readonly lasts: number
}

interface Placed {
  readonly tone: Tone
  /** Milliseconds as `Date.now()` counts them. */
  readonly at: number
  /** Null while the sound sleeps. */
  source: OscillatorNode | null
}

const SHAPES: Record<Tone, Shape> = {
  tick: { pitch: 520, lasts: 0.12 },
  start: { pitch: 880, lasts: 0.4 },
  end: { pitch: 660, lasts: 0.7 },
  change: { pitch: 740, lasts: 0.5 },
}
const LOUDNESS = 0.25
/** A tone that is later than this, in milliseconds, says something that is no longer true. */
const TOO_LATE = 300
/** How long a sound may take to wake up, in milliseconds, before it counts as none. */
const TRIAL_MS = 500

let sound: AudioContext | undefined
const placed = new Set<Placed>()

/** The mute switch of an iPhone silences an app of the home screen, unless it says that it plays something. */
function sayThatItPlays(): void {
  const { audioSession } = navigator as Navigator & { audioSession?: { type: string } }
  if (audioSession) audioSession.type = 'playback'
}

/** Wakes the sound up. Phones allow it only inside a tap, so this is called when something is started. */
export function wakeSound(): void {
  if (typeof AudioContext === 'undefined') return
  sayThatItPlays()
  if (!sound) {
    sound = new AudioContext()
    // Its clock stands still while it sleeps, so what is still to come has to be placed anew.
    sound.onstatechange = placeAnew
  }
  void sound.resume().catch(() => undefined)
}

function placeAnew(): void {
  for (const one of placed) {
    silence(one)
    place(one)
  }
}

function silence(one: Placed): void {
  one.source?.stop()
  one.source = null
}

/** Puts a tone on the sound's own clock, which is exact in a hidden page too. */
function place(one: Placed): void {
  const wait = one.at - Date.now()
  if (wait < -TOO_LATE) placed.delete(one)
  else if (sound?.state === 'running')
    one.source = played(sound, one, sound.currentTime + Math.max(0, wait) / 1000)
}

/** A soft tone that fades. `start` in seconds of the sound's clock. */
function played(on: AudioContext, one: Placed, start: number): OscillatorNode {
  const { pitch, lasts } = SHAPES[one.tone]
  const source = on.createOscillator()
  const volume = on.createGain()
  source.frequency.value = pitch
  volume.gain.setValueAtTime(LOUDNESS, start)
  volume.gain.exponentialRampToValueAtTime(0.001, start + lasts)
  source.connect(volume).connect(on.destination)
  source.onended = () => {
    volume.disconnect()
    // One that was stopped to be placed anew is not over.
    if (one.source === source) placed.delete(one)
  }
  source.start(start)
  source.stop(start + lasts)
  return source
}

/**
 * Schedules a tone ahead.
 *
 * @param at when it is due, in milliseconds as `Date.now()` counts them
 * @returns takes it back. Without sound, or while it sleeps past that time, nothing is heard.
 */
export function toneAt(tone: Tone, at: number): () => void {
  const one: Placed = { tone, at, source: null }
  placed.add(one)
  place(one)
  return () => {
    placed.delete(one)
    silence(one)
  }
}

/**
 * Plays a tone at once. To be called inside a tap.
 *
 * @returns whether the sound runs; nobody can know whether the volume is up
 */
export async function tryTone(): Promise<boolean> {
  wakeSound()
  const takeBack = toneAt('start', Date.now() + TRIAL_MS)
  await new Promise((resolve) => setTimeout(resolve, TRIAL_MS))
  const runs = sound?.state === 'running'
  if (!runs) takeBack()
  return runs
}
