import { currentZoneName } from '../../../domain/clock'
import { isPlace } from '../../state/clock'

/**
 * Every place this phone knows under its name of today, and those named, in order. Older phones know none by themselves.
 *
 * @param own the person's zone; it is shown even where it names no place, such as UTC
 * @param named further zones
 */
export function zoneNames(own: string, ...named: string[]): string[] {
  const known = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []
  const places = [...new Set([...known, own, ...named].map(currentZoneName))].filter(isPlace).sort()
  return isPlace(own) ? places : [currentZoneName(own), ...places]
}

/** "Europe/Madrid" as people read it: "Madrid (Europe)". */
export function zoneLabel(zone: string): string {
  const [region = '', ...place] = zone.replace(/_/g, ' ').split('/')
  return place.length > 0 ? `${place.reverse().join(', ')} (${region})` : region
}
