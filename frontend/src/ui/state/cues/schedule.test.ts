import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TimedCue } from './cue'

/** The audio clock of a machine: it stands still while the sound sleeps. */
class FakeSound {
  static last: FakeSound
  /** Instants of the audio clock, in seconds, of the tones that have not been taken back. */
  readonly tones: number[] = []
  readonly destination = {}
  state = 'suspended'
  onstatechange: (() => void) | null = null
  private ran = 0
  private since = 0

  constructor() {
    FakeSound.last = this
  }

  get currentTime() {
    return this.ran + (this.state === 'running' ? (Date.now() - this.since) / 1000 : 0)
  }

  async resume() {
    this.since = Date.now()
    this.turn('running')
  }

  sleep() {
    this.ran = this.currentTime
    this.turn('suspended')
  }

  private turn(state: string) {
    this.state = state
    this.onstatechange?.()
  }

  createGain() {
    const gain = { setValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() }
    return { gain, connect: vi.fn(), disconnect: vi.fn() }
  }

  createOscillator() {
    let begin = 0
    const start = (at: number) => {
      begin = at
      this.tones.push(at)
    }
    const stop = (at?: number) => at === undefined && this.tones.splice(this.tones.indexOf(begin), 1)
    return { frequency: { value: 0 }, connect: (next: unknown) => next, start, stop, onended: null }
  }
}

/** A voice that takes what it is given and never answers. */
class FakeVoice {
  readonly said: [string, number][] = []
  cancelled = 0
  speak = ({ text }: { text: string }) => void this.said.push([text, Date.now()])
  cancel = () => void this.cancelled++
}

class FakeUtterance {
  lang = ''
  constructor(readonly text: string) {}
}

const START = Date.UTC(2026, 10, 30, 9)
const vibrate = vi.fn()
let voice: FakeVoice
let cues: typeof import('./index')

const cue = (seconds: number, given: Partial<TimedCue>): TimedCue => ({
  at: START + seconds * 1000,
  tone: null,
  say: null,
  buzz: null,
  ...given,
})

beforeEach(async () => {
  vi.useFakeTimers({ now: START })
  vi.resetModules()
  voice = new FakeVoice()
  vi.stubGlobal('AudioContext', FakeSound)
  vi.stubGlobal('speechSynthesis', voice)
  vi.stubGlobal('SpeechSynthesisUtterance', FakeUtterance)
  vi.stubGlobal('navigator', { vibrate, languages: ['en'] })
  vibrate.mockClear()
  cues = await import('./index')
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('tones', () => {
  test('are put on the audio clock ahead of time', () => {
    cues.wakeSound()
    cues.scheduleCues([cue(3, { tone: 'start' }), cue(23, { tone: 'end' })])
    expect(FakeSound.last.tones).toEqual([3, 23])
  })

  test('keep their instant when the sound slept in between', async () => {
    cues.wakeSound()
    cues.scheduleCues([cue(20, { tone: 'end' })])
    vi.advanceTimersByTime(5000)
    FakeSound.last.sleep()
    vi.advanceTimersByTime(8000)
    await FakeSound.last.resume()
    // Seven seconds are left, and the audio clock stood at five.
    expect(FakeSound.last.tones).toEqual([12])
  })

  test('that fell due while the sound slept are not heard afterwards', async () => {
    cues.wakeSound()
    FakeSound.last.sleep()
    cues.scheduleCues([cue(2, { tone: 'end' })])
    vi.advanceTimersByTime(10_000)
    await FakeSound.last.resume()
    expect(FakeSound.last.tones).toEqual([])
  })

  test('can be taken back', () => {
    cues.wakeSound()
    const takeBack = cues.scheduleCues([cue(3, { tone: 'start' })])
    takeBack()
    expect(FakeSound.last.tones).toEqual([])
  })

  test('sound in spite of the mute switch of an iPhone', () => {
    const audioSession = { type: 'auto' }
    vi.stubGlobal('navigator', { audioSession, languages: ['en'] })
    cues.wakeSound()
    expect(audioSession.type).toBe('playback')
  })
})

describe('words and buzzing', () => {
  test('come on time although the voice never answers', () => {
    cues.scheduleCues([
      cue(1, { say: 'Hold' }),
      cue(2, { say: 'Relax', buzz: [300] }),
      cue(3, { say: 'Rest' }),
    ])
    vi.advanceTimersByTime(4000)
    expect(voice.said).toEqual([
      ['Hold', START + 1000],
      ['Relax', START + 2000],
      ['Rest', START + 3000],
    ])
    expect(vibrate).toHaveBeenCalledExactlyOnceWith([300])
  })

  test('are dropped when the page slept past them', () => {
    cues.scheduleCues([cue(1, { say: 'Hold', buzz: [300] }), cue(30, { say: 'Relax' })])
    vi.setSystemTime(START + 29_900)
    vi.advanceTimersByTime(300)
    expect(voice.said.map(([words]) => words)).toEqual(['Relax'])
    expect(vibrate).not.toHaveBeenCalled()
  })

  test('are not given after they were taken back, and the voice is hushed', () => {
    const takeBack = cues.scheduleCues([cue(1, { say: 'Hold' })])
    takeBack()
    vi.advanceTimersByTime(2000)
    expect(voice.said).toEqual([])
    expect(voice.cancelled).toBe(1)
  })

  test('leave no timer behind when all are given', () => {
    cues.scheduleCues([cue(1, { say: 'Hold' })])
    vi.advanceTimersByTime(1100)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('what is switched off is not given', async () => {
  const { switchCue } = await import('./switches')
  for (const kind of ['voice', 'tones', 'vibration'] as const) switchCue(kind, false)
  cues.wakeSound()
  cues.scheduleCues([cue(1, { tone: 'start', say: 'Hold', buzz: [300] })])
  vi.advanceTimersByTime(2000)
  expect([FakeSound.last.tones, voice.said, vibrate.mock.calls]).toEqual([[], [], []])
})

test('a phone without sound, voice and vibration is no fault', () => {
  for (const name of ['AudioContext', 'speechSynthesis', 'SpeechSynthesisUtterance'])
    vi.stubGlobal(name, undefined)
  vi.stubGlobal('navigator', { languages: ['en'] })
  cues.wakeSound()
  cues.scheduleCues([cue(1, { tone: 'start', say: 'Hold', buzz: [300] })])
  expect(() => vi.advanceTimersByTime(2000)).not.toThrow()
})
