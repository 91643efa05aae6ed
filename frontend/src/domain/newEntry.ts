import { isoWithOffset } from './clock'
import type { DataOf, Entry, Kind } from './entry'
import type { Finding } from './footCheck'
import type { Ids } from './ids'
import { type PainAnswers, painData } from './pain'
import type { SessionData } from './session'

/** Entries made on this phone and not yet saved anywhere. */

/**
 * A pain entry made on this phone.
 *
 * @param zone the IANA zone the patient is in.
 * @throws RangeError when the score is not an integer from 0 to 10.
 */
export function newPainEntry(answers: PainAnswers, now: Date, zone: string, ids: Ids): Entry<'pain'> {
  return newEntry('pain', painData(answers), now, zone, ids)
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

/** A session entry made on this phone at `now`. It is dated at its start, however late it is saved. */
export function newSessionEntry(data: SessionData, now: Date, zone: string, ids: Ids): Entry<'session'> {
  return { ...newEntry('session', data, now, zone, ids), recorded_at: data.started_at }
}

function newEntry<K extends Kind>(kind: K, data: DataOf[K], now: Date, zone: string, ids: Ids): Entry<K> {
  return {
    entry_id: ids(now),
    kind,
    seq: null,
    deleted: false,
    recorded_at: isoWithOffset(now, zone),
    time_zone: zone,
    received_at: null,
    late: false,
    data,
    state: 'waiting',
  }
}
