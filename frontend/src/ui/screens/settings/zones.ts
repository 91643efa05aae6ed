import { currentZoneName } from '../../../domain/clock'
import { isPlace } from '../../state/clock'

/**
 * Every place this phone knows under its name of today, and those named, in order. Older phones know none by themselves.
 */
export function zoneNames(...named: string[]): string[] {
  const known = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []
  return [...new Set([...known, ...named].map(currentZoneName))].filter(isPlace).sort()
}

/** "Europe/Madrid" as people read it: "Madrid (Europe)". */
export function zoneLabel(zone: string): string {
  const [region = '', ...place] = zone.replace(/_/g, ' ').split('/')
  return place.length > 0 ? `${place.reverse().join(', ')} (${region})` : region
}
