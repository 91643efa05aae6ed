import { useEffect, useState } from 'preact/hooks'
import type { WeeklySummary } from '../../../api/summaries'
import { localDate } from '../../../domain/clock'
import type { Reminded } from '../../../domain/notice'
import { Icon } from '../../parts/icon'
import { mustRest } from '../../state/advice'
import { now, today, zone } from '../../state/clock'
import { plan } from '../../state/diary'
import { weekPath } from '../../words/week'
import { Offer } from '../reminders/offer'
import { t } from '../reminders/words'
import { allWeeks } from '../summaries/weeks'
import { Again, answeredWords, useReminded } from './again'
import { isOpen, isToldOf } from './reminded'

function Answered({ of }: { of: Reminded }) {
  return (
    <p class="quiet-line">
      <Icon name={of.action === 'snooze' ? 'timer' : 'check'} size={20} />
      <span>{answeredWords(of)}</span>
    </p>
  )
}

function Week({ of }: { of: WeeklySummary }) {
  return (
    <a class="outbox-line" href={weekPath(of)}>
      <Icon name="progress" />
      <span>{t('news.week')}</span>
      <Icon name="forward" />
    </a>
  )
}

/** The summary that came today, if one did. */
function useTodaysWeek(): WeeklySummary | null {
  const [latest, setLatest] = useState<WeeklySummary | null>(null)
  useEffect(() => {
    allWeeks(1).then(
      ({ it: [first] }) => setLatest(first ?? null),
      () => undefined,
    )
  }, [])
  return latest && localDate(latest.made_at, zone.value) === today.value ? latest : null
}

/** Opened is seen: the number on the app's icon goes. */
function useClearBadge(): void {
  useEffect(() => {
    void (navigator as { clearAppBadge?: () => Promise<void> }).clearAppBadge?.().catch(() => undefined)
  }, [now.value])
}

/** A routine is there and nothing reminds of it yet. */
const startsUnreminded = (): boolean =>
  !mustRest.value && (plan.value?.assignments.length ?? 0) > 0 && plan.value?.reminders.length === 0

/** What may come late on Today: the reminders of the day and what was said to them, the week's summary, the offer to be reminded. */
export function News() {
  const week = useTodaysWeek()
  const reminded = useReminded()
  useClearBadge()
  return (
    <>
      {reminded.filter(isToldOf).map((one) => (
        <Answered key={one.notice_id} of={one} />
      ))}
      {reminded.filter(isOpen).map((one) => (
        <Again key={one.notice_id} of={one} />
      ))}
      {week && <Week of={week} />}
      {startsUnreminded() && <Offer />}
    </>
  )
}
