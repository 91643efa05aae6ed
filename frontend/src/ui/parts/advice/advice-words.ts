import type { Advice, Circumstances } from '../../../domain/advice'
import type { Entry } from '../../../domain/entry'
import { isKind } from '../../../domain/entry'
import { t } from '../../words'
import { listed } from '../../words/dates'

/** The heading: what to do now, in two or three words. */
export function adviceTitle({ level, because, setting }: Advice): string {
  if (level === 'help') return t('advice.title.help')
  if (because === 'finding') return t('advice.title.finding')
  return t(`advice.title.${because === 'nerve' ? 'morning' : setting}`)
}

function findingsOf(entry: Entry | null): string | null {
  if (!entry || !isKind(entry, 'foot_check')) return null
  const found = entry.data.findings.map((finding) => t(`today.check.finding.${finding}`).toLowerCase())
  return listed(found)
}

/** Why, in this patient's own terms. `entry`: where it was said, for what was seen. */
export function adviceWhy({ because, score }: Advice, entry: Entry | null, of: Circumstances): string {
  const findings = findingsOf(entry)
  if (because === 'morning' || because === 'nerve') return t(`advice.why.${because}`)
  if (because === 'blood_flow') return t('advice.why.blood')
  if (because === 'finding' && findings) return t('advice.why.finding', { findings })
  if (because === 'warning_sign' && findings) return t('advice.why.warning', { findings })
  if (score === null) return t('advice.why.held')
  return t('advice.why.red', { score, limit: of.zones.amber_to })
}

const call = (clinic: string | null) =>
  clinic ? t('advice.do.call.clinic', { clinic }) : t('advice.do.call.own')

const tell = (clinic: string | null) =>
  clinic ? t('advice.do.tell.clinic', { clinic }) : t('advice.do.tell.own')

/**
 * What to do, step by step, the most pressing first.
 *
 * @param clinic who treats this patient, or null for one who uses Footing alone
 */
export function adviceSteps(
  { level, because, setting }: Advice,
  { zones }: Circumstances,
  clinic: string | null,
): string[] {
  if (level === 'help') return [t('advice.do.show'), t('advice.do.until'), t('advice.do.self')]
  if (because === 'finding')
    return [t('advice.do.leave.today'), t('advice.do.rub'), t('advice.do.look'), call(clinic)]
  if (because === 'nerve') return [t('advice.do.leave.today'), tell(clinic), t('advice.do.fast')]
  if (setting === 'morning') return [t('advice.do.leave.today'), t('advice.do.sit'), tell(clinic)]
  if (setting === 'during') return [t('advice.do.stop'), t('advice.do.sit'), call(clinic)]
  if (setting === 'after') return [t('advice.do.leave.today'), t('advice.do.sit'), call(clinic)]
  const again = t('advice.do.again', { limit: zones.amber_to })
  return [t('advice.do.leave'), t('advice.do.sit'), again, call(clinic)]
}
