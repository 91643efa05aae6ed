import { numberFormat } from './formats'

const WHOLE_PERCENT = { style: 'percent', maximumFractionDigits: 0 } as const
const ONE_DECIMAL = { maximumFractionDigits: 1 } as const
const SIGNED = { signDisplay: 'exceptZero' } as const

/** 4.25 as "4.3", 4 as "4". */
export const oneDecimal = (value: number): string => numberFormat(ONE_DECIMAL).format(value)

/** 0.8 as "80%". */
export const percentWords = (share: number): string => numberFormat(WHOLE_PERCENT).format(share)

/** 0.3 as "+30%", with the minus sign that the other figures have. */
export const percentMove = (share: number): string =>
  numberFormat({ ...WHOLE_PERCENT, ...SIGNED })
    .format(share)
    .replace('-', '−')

/** 1.25 points as "+1.3", with the minus sign that the other figures have. */
export const pointsMove = (points: number): string =>
  numberFormat({ ...ONE_DECIMAL, ...SIGNED })
    .format(points)
    .replace('-', '−')
