import { isSameTap } from '../../domain/taps'

/** What acts at once. In a sheet even a number does: it closes the sheet, and another thing lies under the finger. */
const ACTS = 'a[href], button, dialog input[type="radio"]'
/** What a second tap must not reach while the first one settles, wherever it is. */
const GUARDED = 'a[href], button'
/** How near, in pixels, an echo comes to the tap before it: a sheet that has just come up is guarded there only. */
const SAME_PLACE = 40
/** Made to be tapped again and again. */
const RAPID = '.counter'

let last: number | null = null
let place = { x: 0, y: 0 }

function hold(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Keeps what lies under the finger from being touched for a moment (`body[data-settling]` in the styles). */
function settle({ timeStamp, clientX, clientY }: MouseEvent): void {
  last = timeStamp
  place = { x: clientX, y: clientY }
  const { dataset } = document.body
  // Another name starts the animation again.
  dataset.settling = dataset.settling === 'once' ? 'again' : 'once'
}

function isNear({ clientX, clientY }: MouseEvent): boolean {
  return Math.hypot(clientX - place.x, clientY - place.y) < SAME_PLACE
}

function guardClick(event: MouseEvent): void {
  const target = event.target
  if (!(target instanceof Element) || target.closest(RAPID)) return
  const isGuarded = target.closest(GUARDED) || (target.closest('dialog') && isNear(event))
  if (isGuarded && isSameTap(last, event.timeStamp)) hold(event)
  else if (target.closest(ACTS)) settle(event)
}

/** A key that is held down repeats itself; that is one press. */
function guardKey(event: KeyboardEvent): void {
  const target = event.target
  if (!event.repeat || event.key !== 'Enter' || !(target instanceof Element)) return
  if (target.closest('a[href], button') && !target.closest(RAPID)) hold(event)
}

/**
 * Makes two taps in quick succession one, everywhere: the second would tick another set, skip an exercise, or press what has
 * just come up in the same place.
 */
export function startOneTap(): void {
  document.addEventListener('click', guardClick, { capture: true })
  document.addEventListener('keydown', guardKey, { capture: true })
}
