import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { isoWithOffset, localTime } from '../../../domain/clock'
import {
  type NoticeAction,
  type NoticeAnswer,
  type Reminded,
  type ReminderKind,
  snoozesAt,
  withAnswer,
} from '../../../domain/notice'
import { addAnswer, remindedOf } from '../../../store/answers'
import { onStoreChange } from '../../../store/changes'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useSaving } from '../../parts/use-saving'
import { go, place } from '../../router'
import { now, readClock, today, zone } from '../../state/clock'
import { store } from '../../state/session'
import { timeOfDay } from '../../words/dates'
import { t } from '../reminders/words'
import { isOpen } from './reminded'
import './again.css'

/** The reminders this phone has shown today, read again when one is shown or answered, here or on the lock screen. */
export function useReminded(): Reminded[] {
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

/** What was answered to a reminder, told back. */
export function answeredWords({ action, kind, again_at, shown_at }: Reminded): string {
  const what = t(`kind.${kind}`)
  if (action === 'done') return t('answered.done', { kind: what })
  if (action === 'skip') return t('answered.skip', { kind: what })
  if (again_at === null) return t('answered.snooze.not', { kind: what })
  return t('answered.snooze', { kind: what, time: timeOfDay(again_at ?? shown_at, zone.value) })
}

/** Keeps an answer on this phone, and only then tells it back. */
async function answer(of: Reminded, action: NoticeAction, minutes?: number): Promise<void> {
  const open = store.value
  if (!open) return
  const at = readClock()
  const said: NoticeAnswer = {
    notice_id: of.notice_id,
    action,
    at: isoWithOffset(at, zone.value),
    ...(minutes && { minutes }),
  }
  await addAnswer(open, said, at)
  for (const answered of withAnswer([of], said)) say(answeredWords(answered))
}

/** What may be said to a reminder; `done` where the screen has no better way to say it. */
function Answers({ of, done, onSaid }: { of: Reminded; done?: boolean; onSaid?: () => void }) {
  const [chosen, setChosen] = useState<{ action: NoticeAction; minutes?: number } | null>(null)
  const { save, saving, problem } = useSaving(async () => {
    if (!chosen) return
    await answer(of, chosen.action, chosen.minutes)
    onSaid?.()
  })
  useEffect(() => {
    if (chosen) save()
  }, [chosen])
  return (
    <>
      <ProblemLine words={problem} />
      <div class="answers">
        {done && (
          <Button icon="check" disabled={saving} onClick={() => setChosen({ action: 'done' })}>
            {t('again.done')}
          </Button>
        )}
        {snoozesAt(localTime(now.value, zone.value)).map(({ minutes, until }) => (
          <Button key={until} disabled={saving} onClick={() => setChosen({ action: 'snooze', minutes })}>
            {t(`again.${until}`)}
          </Button>
        ))}
        <Button disabled={saving} onClick={() => setChosen({ action: 'skip' })}>
          {t('again.skip')}
        </Button>
      </div>
    </>
  )
}

/**
 * Brings the reminder whose notification was tapped into sight (`?reminded=` in the address, its kind in one of before),
 * and to a screen reader's ear.
 */
function useArrival({ notice_id, kind }: Reminded) {
  const card = useRef<HTMLDivElement>(null)
  const { query } = place.value
  useEffect(() => {
    if (![notice_id, kind].includes(query.get('reminded') ?? '')) return
    card.current?.scrollIntoView({ block: 'center' })
    card.current?.focus({ preventScroll: true })
  }, [query])
  return card
}

/** A reminder that still asks for something. */
export function Again({ of }: { of: Reminded }) {
  return (
    <div ref={useArrival(of)} tabIndex={-1}>
      <Card title={t('again.title', { time: timeOfDay(of.shown_at, zone.value) })} tone="sunken">
        <p>{t('again.kind', { kind: t(`kind.${of.kind}`) })}</p>
        <Answers of={of} done />
      </Card>
    </div>
  )
}

/** Other answers to the reminder that led to a screen where its thing is done; `otherwise` where none is open. */
export function NotNow({ kind, otherwise }: { kind: ReminderKind; otherwise: ComponentChildren }) {
  const of = useReminded().find((one) => one.kind === kind && isOpen(one))
  if (!of) return <>{otherwise}</>
  return (
    <section class="stack-close">
      <p>{t('again.words')}</p>
      <Answers of={of} onSaid={() => go('/', { replace: true })} />
    </section>
  )
}
