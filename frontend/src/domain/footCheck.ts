import { type Entry, newEntry } from './entry'
import type { Ids } from './ids'

export const FINDINGS = [
  'none',
  'redness',
  'blister',
  'open_skin',
  'swelling',
  'warm',
  'colour_change',
] as const
export type Finding = (typeof FINDINGS)[number]

export interface FootCheckData {
  findings: Finding[]
  note: string
}

/**
 * A foot check made on this phone. "Nothing found" is said with `['none']`.
 *
 * @throws RangeError when nothing was said, or "none" together with a finding.
 */
export function newFootCheckEntry(
  answers: { findings: Finding[]; note?: string },
  now: Date,
  zone: string,
  ids: Ids,
): Entry<'foot_check'> {
  const { findings, note = '' } = answers
  if (findings.length === 0) throw new RangeError('A foot check says what was found, or "none".')
  if (findings.includes('none') && findings.length > 1) throw new RangeError('"none" stands alone.')
  return newEntry('foot_check', { findings, note }, now, zone, ids)
}
