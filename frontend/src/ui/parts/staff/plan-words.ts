import type { Prescribed } from '../../../api/answers'
import type { Weekday } from '../../../domain/clock'
import { dayAndMonth, listed } from '../../words/dates'
import { shortWeekday } from '../../words/weekdays'
import { t } from './words'

type Reason = 'flare' | 'ill' | 'travel' | 'other' | 'finished' | 'warning'

/** "a flare of pain" */
export const reasonWords = (reason: string) => t(`reason.${reason as Reason}`)

/** Whether a warning sign rests the plan. */
export const isWarning = ({ held }: Pick<Prescribed, 'held'>) => held?.reason === 'warning'

/** "Mon, Wed and Fri, twice a day" */
export function scheduleWords(of: { days: readonly Weekday[]; times_per_day: number }): string {
  const days = of.days.length === 7 ? t('plan.every.day') : listed(of.days.map(shortWeekday))
  return t('plan.schedule', { days, times: t('plan.times', { count: of.times_per_day }) })
}

/** "from 1 Sep until 12 Dec" */
export function stretchWords({ starts_on, ends_on }: Pick<Prescribed, 'starts_on' | 'ends_on'>): string {
  const from = t('plan.from', { day: dayAndMonth(starts_on) })
  return ends_on ? `${from} ${t('plan.until', { day: dayAndMonth(ends_on) })}` : from
}
