export type Tone = 'tick' | 'start' | 'end' | 'change'

/** What a person is to hear or feel at an instant. */
export interface TimedCue {
  /** When it is due, in milliseconds as `Date.now()` counts them. */
  at: number
  tone: Tone | null
  /** Words for the voice, in the language on screen. */
  say: string | null
  /** Milliseconds of buzzing and stillness in turn, as `navigator.vibrate` takes them. */
  buzz: readonly number[] | null
}
