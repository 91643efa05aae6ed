const FIRST_MS = 2_000
const LONGEST_MS = 5 * 60_000

/**
 * How long to wait after a failure, in milliseconds: twice as long each time, anywhere in the upper half
 * of that, so that a thousand phones do not come back in the same second.
 *
 * @param failures how many in a row, from 1.
 * @param chance from 0 to 1.
 */
export function backoff(failures: number, chance: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1))
  return longest * (0.5 + chance / 2)
}
