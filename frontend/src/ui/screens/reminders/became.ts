import type { Notice } from '../../../api/reminders'
import { t } from './words'

/** The reasons of the notification log that have words of their own; what was changed or deleted shares one. */
const REASONS = [
  'done',
  'snoozed',
  'skipped_by_patient',
  'nothing_planned',
  'on_hold',
  'paused',
  'quiet_hours',
  'expired',
  'catch_up',
  'enough_today',
  'unsubscribed',
] as const

function sentWords({ deliveries, action }: Notice): string {
  const by = deliveries.find(({ outcome }) => outcome === 'sent')?.channel
  const sent = t(by === 'email' ? 'became.sent.email' : 'became.sent.push')
  return action ? `${sent} ${t(`became.answer.${action}`)}` : sent
}

/** What became of a notification, and if it was not sent, why. */
export function becameWords(notice: Notice): string {
  switch (notice.state) {
    case 'sent':
      return sentWords(notice)
    case 'failed':
      return t('became.failed')
    case 'skipped': {
      const reason = REASONS.find((one) => one === notice.reason)
      return reason ? t(`became.${reason}`) : t('became.silent')
    }
    case 'cancelled':
      return t('became.changed')
    default:
      return t('became.waiting')
  }
}
