import type { DoneSet, SetSide } from '../../../domain/session'
import { duration } from '../../words/dose'
import type { SetKey } from './sets'
import { t } from './words'

/** The side in words, where a side is worth saying. */
export function sideWords(side: SetSide): string | null {
  return side === 'both' ? null : t(`session.side.${side}`)
}

function sideFirst(side: SetSide): string | null {
  return side === 'both' ? null : t(`session.Side.${side}`)
}

/** "Set 1 of 3, left foot" */
export function setTitle({ number, side }: SetKey, of: number): string {
  const foot = sideWords(side)
  if (of > 1)
    return foot ? t('session.set.at.side', { number, of, side: foot }) : t('session.set.at', { number, of })
  const only = sideFirst(side)
  return only ? t('session.set.only.side', { side: only }) : t('session.set.only')
}

/** What the main button says: "Left foot, set 1: done" */
export function tickWords({ number, side }: SetKey, of: number): string {
  const foot = sideFirst(side)
  if (of > 1)
    return foot ? t('session.set.tick.side', { number, side: foot }) : t('session.set.tick', { number })
  return foot ? t('session.set.tick.only.side', { side: foot }) : t('session.set.tick.only')
}

/** "12 times" or "20 seconds" */
export function doneWords({ reps, seconds }: DoneSet): string {
  if (reps !== null) return t('dose.reps', { count: reps })
  return seconds === null ? t('done') : duration(seconds)
}
