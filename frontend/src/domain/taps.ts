/**
 * How long, in milliseconds, a tap may be followed by another that is still the same one: a finger that trembles or bounces
 * comes back within 100 to 300 ms, while a second tap that is meant takes longer (our judgement; phones tell a double tap
 * within 300 ms).
 */
export const SAME_TAP_MS = 350

/**
 * Whether a tap is an echo of the one before it and must not act again.
 *
 * @param last when the last tap that acted came, in milliseconds; null: there was none
 * @param at when this one comes, on the same clock
 */
export function isSameTap(last: number | null, at: number): boolean {
  return last !== null && at - last < SAME_TAP_MS
}
