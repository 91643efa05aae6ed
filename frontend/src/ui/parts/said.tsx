import { signal } from '@preact/signals'
import { Icon } from './icon'

const SHOWN_MS = 5000

const words = signal('')
let timer: ReturnType<typeof setTimeout> | undefined

/** Says one short sentence about what was just done, on screen and aloud. */
export function say(sentence: string): void {
  words.value = sentence
  clearTimeout(timer)
  timer = setTimeout(() => {
    words.value = ''
  }, SHOWN_MS)
}

/** Where `say` speaks. It stands in the page from the start, so that screen readers listen to it. */
export function Said() {
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
