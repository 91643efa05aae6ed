import { language } from '../../words/formats'

/** How long a voice has to show that it speaks, in milliseconds. */
const ANSWER_MS = 6000

const canSpeak = (): boolean => typeof SpeechSynthesisUtterance !== 'undefined'

function utter(words: string): SpeechSynthesisUtterance {
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.lang = language.value
  // What is still being said is older news, and a queue would make every later word late.
  speechSynthesis.cancel()
  speechSynthesis.speak(utterance)
  return utterance
}

/** Says words now, in the language on screen. Nobody waits for it: a browser without a voice may never answer. */
export function sayNow(words: string): void {
  if (canSpeak()) utter(words)
}

/** Ends what is being said. */
export function hush(): void {
  if (canSpeak()) speechSynthesis.cancel()
}

/**
 * Says words and listens whether a voice really spoke them: only a word's boundary or the end tells that. A browser without a
 * working voice may say that it has started.
 *
 * @returns false after an error, or after six seconds without a sign
 */
export function tryVoice(words: string): Promise<boolean> {
  if (!canSpeak()) return Promise.resolve(false)
  return new Promise((resolve) => {
    const utterance = utter(words)
    utterance.onend = () => resolve(true)
    utterance.onboundary = () => resolve(true)
    utterance.onerror = () => resolve(false)
    setTimeout(() => resolve(false), ANSWER_MS)
  })
}
