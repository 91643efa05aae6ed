const DIGIT = /\p{Nd}/u
const DIGITS = /\p{Nd}/gu

/** The value of a decimal digit of any script: Unicode keeps each script's ten in a row, from 0 to 9. */
function numberOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0
  let first = point
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1
  return (point - first) % 10
}

/**
 * What was typed, with every decimal digit (Unicode category Nd: Arabic-Indic, full-width, ...) as 0 to 9.
 */
export function plainDigits(typed: string): string {
  return typed.replace(DIGITS, (digit) => String(numberOf(digit)))
}
