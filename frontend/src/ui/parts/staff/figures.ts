import type { CaseloadRow } from '../../../api/caseload'
import { matters } from '../../../domain/painChange'
import { LANGUAGE } from '../../words'

const figures = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 1 })
const shares = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 0 })
const moves = new Intl.NumberFormat(LANGUAGE, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
})

const pointMoves = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })

/** 4.25 as "4.3", 4 as "4". */
export const oneDecimal = (value: number): string => figures.format(value)

/** 0.8 as "80%". */
export const percentWords = (share: number): string => shares.format(share)

/** 0.3 as "+30%", with the minus sign that the other figures have. */
export const percentMove = (share: number): string => moves.format(share).replace('-', '−')

/** 1.25 points as "+1.3", with the minus sign that the other figures have. */
export const pointsMove = (points: number): string => pointMoves.format(points).replace('-', '−')

/** Which way pain moves, and whether the change matters. */
export interface PainMove {
  readonly way: 'up' | 'down' | 'same'
  readonly matters: boolean
  /** Never negative; `way` says the direction. */
  readonly points: number
}

/**
 * The change of a patient's pain against their own seven days before.
 *
 * @returns null where there were too few scored days to say
 */
export function painMove(row: Pick<CaseloadRow, 'pain_change' | 'pain_change_percent'>): PainMove | null {
  if (row.pain_change === null) return null
  const points = Math.abs(row.pain_change)
  if (points < 0.05) return { way: 'same', matters: false, points: 0 }
  const share = row.pain_change_percent === null ? null : row.pain_change_percent / 100
  return { way: row.pain_change > 0 ? 'up' : 'down', matters: matters(points, share), points }
}
