import { computed, signal } from '@preact/signals'
import { deviceZone, localDate } from '../../domain/clock'
import { me } from './session'

const MINUTE_MS = 60_000

/** The present minute. Screens lean on it so that midnight changes Today by itself. */
export const now = signal(new Date())

/** Keeps `now` true, also after the phone has slept. */
export function startClock(): void {
  const read = () => {
    now.value = new Date()
  }
  setInterval(read, MINUTE_MS)
  document.addEventListener('visibilitychange', read)
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
  const phone = deviceZone()
  return isPlace(phone) ? phone : (me.value?.time_zone ?? phone)
})

/** The person's own date now. */
export const today = computed(() => localDate(now.value, zone.value))
