import { signal, useSignalEffect } from '@preact/signals'
import { place } from '../router'
import { Icon } from './icon'

const SHOWN_MS = 5000

/** What is said leads to a screen within this time; a screen after that has other things to say. */
const LEADS_MS = 1000

const words = signal('')
let saidAt = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Says one short sentence about what was just done, on screen and aloud. */
export function say(sentence: string): void {
  words.value = sentence
  saidAt = performance.now()
  clearTimeout(timer)
  timer = setTimeout(() => {
    words.value = ''
  }, SHOWN_MS)
}

/**
 * Where `say` speaks. It stands in the page from the start, so that screen readers listen to it. What was said leaves with
 * its screen, so that it never stands over the next question.
 */
export function Said() {
  useSignalEffect(() => {
    if (place.value && performance.now() - saidAt > LEADS_MS) words.value = ''
  })
  return (
    <output class="said">
      {words.value && (
        <p>
          <Icon name="check" />
          {words.value}
        </p>
      )}
    </output>
  )
}
