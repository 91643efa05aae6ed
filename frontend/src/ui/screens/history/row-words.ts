import { type Entry, isKind } from '../../../domain/entry'
import { siteWords } from '../../words/regions'
import { t } from './words'

/** What an entry is called in its row: the moment of a pain, else the kind. */
export function rowTitle(entry: Entry): string {
  if (isKind(entry, 'pain')) return t(`pain.moment.${entry.data.moment}`)
  if (isKind(entry, 'session')) return t('entry.session')
  return t(isKind(entry, 'foot_check') ? 'entry.foot_check' : 'entry.other')
}

/** What it says, in a line. */
export function rowSummary(entry: Entry): string {
  if (isKind(entry, 'pain')) return entry.data.sites.map(siteWords).join('; ') || entry.data.note
  if (isKind(entry, 'foot_check')) {
    return entry.data.findings.map((finding) => t(`today.check.finding.${finding}`)).join(', ')
  }
  if (!isKind(entry, 'session')) return t('entry.other.safe')
  const sets = entry.data.steps.reduce((sum, step) => sum + step.sets.length, 0)
  const skipped = entry.data.steps.filter((step) => step.skipped).length
  const left = skipped > 0 ? `, ${t('history.session.skipped', { count: skipped })}` : ''
  return t('history.session.sets', { count: sets }) + left
}
