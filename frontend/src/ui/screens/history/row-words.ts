import { type Entry, isKind } from '../../../domain/entry'
import type { SessionData } from '../../../domain/session'
import { siteWords } from '../../words/regions'
import { t } from './words'

/** What an entry is called in its row: the moment of a pain, else the kind. */
export function rowTitle(entry: Entry): string {
  if (isKind(entry, 'pain')) return t(`pain.moment.${entry.data.moment}`)
  if (isKind(entry, 'session')) return t('entry.session')
  return t(isKind(entry, 'foot_check') ? 'entry.foot_check' : 'entry.other')
}

/** Whether left and right were done as sets of their own. */
const hasBothSides = ({ steps }: SessionData): boolean =>
  steps.some(
    ({ sets }) => sets.some(({ side }) => side === 'left') && sets.some(({ side }) => side === 'right'),
  )

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
  const counted = hasBothSides(entry.data) ? 'history.session.sets.sides' : 'history.session.sets'
  return t(counted, { count: sets }) + left
}
