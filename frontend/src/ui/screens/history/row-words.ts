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

/** "5 sets", or where left and right are sets of their own "3 left, 2 right". */
function setsOfSession({ steps }: SessionData): string {
  const sets = steps.flatMap((step) => step.sets)
  const count = (one: string) => sets.filter(({ side }) => side === one).length
  const [left, right] = [count('left'), count('right')]
  if (left > 0 && right > 0 && left + right === sets.length)
    return t('history.session.sides', { left, right })
  return t('history.session.sets', { count: sets.length })
}

/** What it says, in a line. */
export function rowSummary(entry: Entry): string {
  if (isKind(entry, 'pain')) return entry.data.sites.map(siteWords).join('; ') || entry.data.note
  if (isKind(entry, 'foot_check')) {
    return entry.data.findings.map((finding) => t(`today.check.finding.${finding}`)).join(', ')
  }
  if (!isKind(entry, 'session')) return t('entry.other.safe')
  const skipped = entry.data.steps.filter((step) => step.skipped).length
  const left = skipped > 0 ? `, ${t('history.session.skipped', { count: skipped })}` : ''
  return setsOfSession(entry.data) + left
}
