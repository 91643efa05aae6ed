import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tryVoice } from './voice'

type Answer = 'onstart' | 'onend' | 'onboundary' | 'onerror'
type Spoken = Partial<Record<Answer, () => void>>

/** A browser whose voice answers, or not, a second after it was asked. */
function browserThat(answer: Answer | null): void {
  const speak = (spoken: Spoken) => setTimeout(() => answer && spoken[answer]?.(), 1000)
  vi.stubGlobal('speechSynthesis', { speak, cancel: () => undefined })
  vi.stubGlobal('SpeechSynthesisUtterance', class {})
}

beforeEach(() => void vi.useFakeTimers())

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test.each([
  ['onend', true],
  ['onboundary', true],
  // A browser whose speech service has no sound says that it started, and nothing after it.
  ['onstart', false],
  ['onerror', false],
  [null, false],
] as const)('a voice that gives %s works: %s', async (answer, works) => {
  browserThat(answer)
  const tried = tryVoice('Hold')
  await vi.advanceTimersByTimeAsync(6000)
  expect(await tried).toBe(works)
})

test('a browser that cannot speak has no voice', async () => {
  expect(await tryVoice('Hold')).toBe(false)
})
