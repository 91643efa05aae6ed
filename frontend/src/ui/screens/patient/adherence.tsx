import type { Progress, ProgressDay } from '../../../api/answers'
import type { ExerciseCourse } from '../../../api/record'
import { Card } from '../../parts/card'
import { ShareBar } from '../../parts/staff/share-bar'
import { dayAndMonth, shortDay } from '../../words/dates'
import { oneDecimal, percentWords } from '../../words/figures'
import { longWeekday, narrowWeekday, WEEKDAYS } from '../../words/weekdays'
import { type Week, weeksOf } from './weeks'
import { t } from './words'

type Look = 'full' | 'part' | 'missed' | 'rest' | 'no_plan' | 'held' | 'today'

function lookOf({ state, adherence }: ProgressDay): Look | null {
  if (state === 'future') return null
  if (state === 'rest' || state === 'no_plan' || state === 'held') return state
  if (adherence !== null && adherence >= 1) return 'full'
  if (adherence !== null && adherence > 0) return 'part'
  return state === 'pending' ? 'today' : 'missed'
}

function dayWords(on: ProgressDay, look: Look): string {
  const said = { day: shortDay(on.date), done: on.done, planned: on.planned }
  if (look === 'missed' && on.adherence === 0) return t('day.zero', said)
  return t(`day.${look}`, said)
}

function Day({ day }: { day: ProgressDay | null }) {
  const look = day && lookOf(day)
  if (!day || !look) return null
  const words = dayWords(day, look)
  return (
    <span class={`day day-${look}`} title={words}>
      <span class="unseen">{words}</span>
    </span>
  )
}

function WeekDone({ week: { plannedDays, doneDays, adherence } }: { week: Week }) {
  if (plannedDays === 0) return <span class="hint">{t('no.figure.shown')}</span>
  return (
    <span class="week-done figures">
      <span>{t('patient.weeks.of', { done: doneDays, planned: plannedDays })}</span>
      <b>
        {adherence === null
          ? t('no.figure.shown')
          : t('patient.weeks.share', { share: percentWords(adherence) })}
      </b>
      <ShareBar share={adherence} />
    </span>
  )
}

function WeekRow({ week }: { week: Week }) {
  return (
    <tr>
      <th scope="row">{dayAndMonth(week.from)}</th>
      {week.days.map((day, i) => (
        <td key={WEEKDAYS[i]} class="day-cell">
          <Day day={day} />
        </td>
      ))}
      <td>
        <WeekDone week={week} />
      </td>
    </tr>
  )
}

const LEGEND = ['full', 'part', 'missed', 'rest', 'no_plan', 'held'] as const

function Legend() {
  return (
    <ul class="plain-list legend">
      {LEGEND.map((look) => (
        <li key={look}>
          <span class={`day day-${look}`} aria-hidden="true" /> {t(`day.legend.${look}`)}
        </li>
      ))}
    </ul>
  )
}

/** Adherence week by week: a picture that is a table. */
export function Weeks({ progress }: { progress: Progress }) {
  return (
    <Card title={t('patient.weeks.title')}>
      <table class="listing weeks">
        <caption class="unseen">{t('patient.weeks.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('patient.weeks.week')}</th>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col" class="day-cell">
                <span aria-hidden="true">{narrowWeekday(day)}</span>
                <span class="unseen">{longWeekday(day)}</span>
              </th>
            ))}
            <th scope="col">{t('patient.weeks.done')}</th>
          </tr>
        </thead>
        <tbody>
          {weeksOf(progress.days).map((week) => (
            <WeekRow key={week.from} week={week} />
          ))}
        </tbody>
      </table>
      <Legend />
      <details class="fold">
        <summary>{t('patient.formula')}</summary>
        <p class="hint">{progress.formula}</p>
        <p class="hint">{progress.rtm_note}</p>
      </details>
    </Card>
  )
}

function painWords({ pain }: ExerciseCourse): string {
  if (!pain) return t('no.figure.shown')
  return t('patient.exercises.pain.value', { mean: oneDecimal(pain.mean), max: pain.max })
}

/** What was done of each exercise, and the pain told during it. */
export function ExerciseTable({ of }: { of: readonly ExerciseCourse[] }) {
  return (
    <Card title={t('patient.exercises.title')}>
      {of.length === 0 ? (
        <p>{t('patient.exercises.none')}</p>
      ) : (
        <table class="listing">
          <thead>
            <tr>
              <th scope="col">{t('patient.exercises.name')}</th>
              <th scope="col">{t('patient.exercises.done')}</th>
              <th scope="col">{t('patient.exercises.pain')}</th>
            </tr>
          </thead>
          <tbody>
            {of.map((one) => (
              <tr key={one.exercise}>
                <th scope="row">{one.name}</th>
                <td>
                  <span class="adherence">
                    <span class="figures">
                      {t('patient.exercises.of', { done: one.done, planned: one.planned })}
                    </span>
                    <ShareBar share={one.planned > 0 ? one.done / one.planned : null} />
                  </span>
                </td>
                <td class="figures">{painWords(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}
