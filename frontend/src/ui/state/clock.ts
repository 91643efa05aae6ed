import { batch, computed, signal } from '@preact/signals'
import { deviceZone, localDate } from '../../domain/clock'
import { me } from './session'

const MINUTE_MS = 60_000

/** The present minute. Screens lean on it so that midnight changes Today by itself. */
export const now = signal(new Date())

/** The zone this phone is set to. It changes while the app is open when the person travels. */
const phoneZone = signal(deviceZone())

/** Reads the phone's time and zone again: each minute, when the app is looked at again, and before each entry. */
export function readClock(): Date {
  const at = new Date()
  batch(() => {
    now.value = at
    phoneZone.value = deviceZone()
  })
  return at
}

/** Keeps time and zone true, also after the phone has slept. It reads as the minute turns, so that the day turns in time. */
export function startClock(): void {
  const tick = () => {
    setTimeout(tick, MINUTE_MS - (readClock().getTime() % MINUTE_MS))
  }
  tick()
  document.addEventListener('visibilitychange', readClock)
  for (const event of ['focus', 'pageshow', 'online']) addEventListener(event, readClock)
}

/** Whether a zone is a place (`Region/City`), the only kind the server takes. */
export function isPlace(zone: string): boolean {
  return /^[A-Z][A-Za-z_]+\/[A-Z]/.test(zone) && !zone.startsWith('Etc/')
}

/**
 * The zone that a new entry is written in: the phone's, which travels with the person; where the phone names no place, the
 * person's own.
 */
export const zone = computed(() => {
  const phone = phoneZone.value
  return isPlace(phone) ? phone : (me.value?.time_zone ?? phone)
})

/** The person's own date now. */
export const today = computed(() => localDate(now.value, zone.value))
