import type { Dosage, PlanStep } from '../../domain/plan'
import { t } from './index'

/** "20 seconds" or "3 minutes": a whole number of minutes is said in minutes. */
export function duration(seconds: number): string {
  if (seconds >= 60 && seconds % 60 === 0) return t('dose.minutes', { count: seconds / 60 })
  return t('dose.seconds', { count: seconds })
}

function work({ sets, reps, duration_seconds, hold_seconds }: Dosage): string {
  const timed = duration_seconds ?? hold_seconds
  const what = reps ? t('dose.reps', { count: reps }) : timed ? duration(timed) : ''
  const many = sets && sets > 1 ? t('dose.sets', { count: sets }) : ''
  return many && what ? t('dose.of', { sets: many, what }) : many || what
}

function hold({ reps, hold_seconds }: Dosage): string {
  return reps && hold_seconds ? t('dose.hold', { time: duration(hold_seconds) }) : ''
}

function rest({ sets, rest_seconds }: Dosage): string {
  return rest_seconds && (sets ?? 1) > 1 ? t('dose.rest', { time: duration(rest_seconds) }) : ''
}

/** "3 of 4 sets", and how it is counted where left and right are sets of their own while the dose says them as one. */
export function setsWords(done: number, planned: number, eachSide: boolean): string {
  return t(eachSide ? 'sets.of.sides' : 'sets.of', { done, planned })
}

/** A dose in words: "2 sets of 10 times, each foot". Empty where nothing is said. */
export function doseWords(dose: Dosage & Partial<Pick<PlanStep, 'side'>>, full = false): string {
  const side = dose.side ? t(`dose.side.${dose.side}`) : ''
  const parts = full ? [work(dose), side, hold(dose), rest(dose)] : [work(dose), side]
  return parts.filter(Boolean).join(', ')
}
