import { type Entry, isKind } from '../../domain/entry'
import { t } from './index'

/** An entry in a few words: "Pain 4 out of 10". */
export function entryTitle(entry: Entry): string {
  if (isKind(entry, 'pain')) return t('entry.pain', { score: entry.data.score })
  if (isKind(entry, 'session')) return t('entry.session')
  return t(isKind(entry, 'foot_check') ? 'entry.foot_check' : 'entry.other')
}
