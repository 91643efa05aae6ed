import { useEffect, useState } from 'preact/hooks'
import type { WeeklySummary } from '../../../api/summaries'
import { isoWithOffset, localDate, localTime } from '../../../domain/clock'
import { type NoticeAction, type Reminded, snoozesAt } from '../../../domain/notice'
import { addAnswer, remindedOf } from '../../../store/answers'
import { onStoreChange } from '../../../store/changes'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { Icon } from '../../parts/icon'
import { ProblemLine } from '../../parts/problem'
import { useSaving } from '../../parts/use-saving'
import { now, today, zone } from '../../state/clock'
import { plan } from '../../state/diary'
import { store } from '../../state/session'
import { timeOfDay } from '../../words/dates'
import { weekName } from '../../words/week'
import { Offer } from '../reminders/offer'
import { t } from '../reminders/words'
import { allWeeks } from '../summaries/weeks'
import { isOpen, isToldOf } from './reminded'

/** The reminders this phone has shown today, read again when one is shown or answered, here or on the lock screen. */
function useReminded(): Reminded[] {
  const [all, setAll] = useState<Reminded[]>([])
  const from = store.value
  useEffect(() => {
    if (!from) return
    const read = () => void remindedOf(from).then(setAll, () => undefined)
    read()
    return onStoreChange(({ userId, what }) => {
      if (userId === from.userId && what === 'reminded') read()
    })
  }, [from])
  return all.filter(({ on }) => on === today.value)
}

function answer({ notice_id }: Reminded, action: NoticeAction, minutes?: number): Promise<void> {
  const open = store.value
  if (!open) return Promise.resolve()
  const at = new Date()
  const said = { notice_id, action, at: isoWithOffset(at, zone.value), ...(minutes && { minutes }) }
  return addAnswer(open, said, at)
}

function Again({ of }: { of: Reminded }) {
  const [chosen, setChosen] = useState<{ action: NoticeAction; minutes?: number } | null>(null)
  const { save, saving, problem } = useSaving(async () => {
    if (chosen) await answer(of, chosen.action, chosen.minutes)
  })
  useEffect(() => {
    if (chosen) save()
  }, [chosen])
  const snoozes = snoozesAt(localTime(now.value, zone.value))
  return (
    <Card title={t('again.title', { time: timeOfDay(of.shown_at, zone.value) })} tone="sunken">
      <p>
        {t(`kind.${of.kind}`)}. {t('again.words')}
      </p>
      <ProblemLine words={problem} />
      <div class="button-row">
        <Button icon="check" disabled={saving} onClick={() => setChosen({ action: 'done' })}>
          {t('again.done')}
        </Button>
        {snoozes.map(({ minutes, until }) => (
          <Button key={until} disabled={saving} onClick={() => setChosen({ action: 'snooze', minutes })}>
            {t(`again.${until}`)}
          </Button>
        ))}
        <Button kind="quiet" disabled={saving} onClick={() => setChosen({ action: 'skip' })}>
          {t('again.skip')}
        </Button>
      </div>
    </Card>
  )
}

function answeredWords({ action, kind, again_at, shown_at }: Reminded): string {
  const what = t(`kind.${kind}`)
  if (action === 'done') return t('answered.done', { kind: what })
  if (action === 'skip') return t('answered.skip', { kind: what })
  return t('answered.snooze', { kind: what, time: timeOfDay(again_at ?? shown_at, zone.value) })
}

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
    <a class="outbox-line" href={`/summaries/${weekName(of)}`}>
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
  (plan.value?.assignments.length ?? 0) > 0 && plan.value?.reminders.length === 0

/** What may come late on Today: the week's summary, the reminders of the day and what was said to them, the offer to be reminded. */
export function News() {
  const week = useTodaysWeek()
  const reminded = useReminded()
  useClearBadge()
  return (
    <>
      {week && <Week of={week} />}
      {reminded.filter(isToldOf).map((one) => (
        <Answered key={one.notice_id} of={one} />
      ))}
      {reminded.filter(isOpen).map((one) => (
        <Again key={one.notice_id} of={one} />
      ))}
      {startsUnreminded() && <Offer />}
    </>
  )
}
