import type { DiaryEntry, Prescribed } from '../../../api/answers'
import type { Page } from '../../../api/contract'
import type { LocalDate } from '../../../domain/clock'
import { shown } from '../../../domain/shown'
import { isToldLater } from '../../../domain/told'
import { Button } from '../../parts/button'
import { Card } from '../../parts/card'
import { OrSafe } from '../../parts/or-safe'
import { TroubleBanner } from '../../parts/staff/trouble-banner'
import type { Loaded } from '../../parts/staff/use-loading'
import { useSending } from '../../parts/staff/use-sending'
import { therapist } from '../../state/therapist'
import { longDay, timeOfDay } from '../../words/dates'
import { lineOf } from './entry-line'
import { t } from './words'

interface Day {
  readonly on: LocalDate
  readonly entries: readonly DiaryEntry[]
}

/** Entries come newest day first; within a day the latest is told first. */
function daysOf(entries: readonly DiaryEntry[]): Day[] {
  const days = new Map<LocalDate, DiaryEntry[]>()
  for (const entry of entries) days.set(entry.local_date, [...(days.get(entry.local_date) ?? []), entry])
  return [...days].map(([on, all]) => ({
    on,
    entries: all.sort((a, b) => Date.parse(b.recorded_at) - Date.parse(a.recorded_at)),
  }))
}

/** The exercise of every step that was ever prescribed. */
function exercisesOfSteps(assignments: readonly Prescribed[]): ReadonlyMap<string, string> {
  const steps = assignments.flatMap(({ versions }) => versions.flatMap((version) => version.steps))
  return new Map(steps.map(({ id, exercise }) => [id, exercise]))
}

function EntryRow({ entry, nameOfStep }: { entry: DiaryEntry; nameOfStep: (step: string) => string }) {
  const line = lineOf(entry, nameOfStep)
  const { recorded_at, time_zone } = shown(entry)
  return (
    <>
      <span class="hint figures diary-time">{timeOfDay(recorded_at, time_zone)}</span>
      <div class="stack-close">
        <p class={line.isAlarming ? 'alarming' : ''}>
          <b>{line.title}</b>
          {(entry.late || isToldLater(entry)) && <span class="badge">{t('patient.diary.late')}</span>}
          {entry.skewed && <span class="badge">{t('patient.diary.clock')}</span>}
        </p>
        {line.more.length > 0 && <p class="hint">{line.more.join(' · ')}</p>}
        {line.note && <p class="diary-note">{line.note}</p>}
      </div>
    </>
  )
}

/** What the patient wrote, newest day first. */
export function Diary({
  diary,
  assignments,
  nameOf,
}: {
  diary: Loaded<Page<DiaryEntry>>
  assignments: readonly Prescribed[]
  nameOf: (slug: string) => string
}) {
  const next = diary.found?.next ?? null
  const more = useSending(async () => {
    if (!diary.found) return
    const further = await therapist.following(diary.found)
    diary.set((before) => ({ ...further, results: [...before.results, ...further.results] }))
  })
  const exercises = exercisesOfSteps(assignments)
  const nameOfStep = (step: string) => nameOf(exercises.get(step) ?? t('entry.line.exercise'))
  const days = daysOf(diary.found?.results ?? [])
  return (
    <Card title={t('patient.diary.title')}>
      <TroubleBanner trouble={diary.trouble} onRetry={diary.reload} />
      {diary.found && days.length === 0 && <p>{t('patient.diary.none')}</p>}
      {days.map(({ on, entries }) => (
        <section key={on} class="diary-day">
          <h3>{longDay(on)}</h3>
          <ul class="plain-list">
            {entries.map((entry) => (
              <li key={entry.entry_id} class="diary-entry">
                <OrSafe>
                  <EntryRow entry={entry} nameOfStep={nameOfStep} />
                </OrSafe>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <TroubleBanner trouble={more.trouble} onRetry={more.send} />
      {next && (
        <Button wide disabled={more.sending} onClick={more.send}>
          {t('patient.diary.more')}
        </Button>
      )}
    </Card>
  )
}
