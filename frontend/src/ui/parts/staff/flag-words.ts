import type { Flag } from '../../../api/flags'
import { now } from '../../state/clock'
import { ago, dayAndMonth } from '../../words/dates'
import { t } from './words'

/** Who has seen a flag that nobody has settled, and how long ago; or until when it was put off. */
export function seenWords({ acknowledged_at, acknowledged_by, snoozed_until_on }: Flag): string {
  const when = acknowledged_at ? ago(new Date(acknowledged_at), now.value) : ''
  const name = acknowledged_by?.name
  if (!name) return t('flag.seen', { when })
  if (snoozed_until_on) return t('flag.snoozed.by', { day: dayAndMonth(snoozed_until_on), name, when })
  return t('flag.seen.by', { name, when })
}
