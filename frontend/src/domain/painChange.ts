const POINTS_THAT_MATTER = 2
const SHARE_THAT_MATTERS = 0.3
const POINTS_NOTICED = 1
/** Means are not exact: a point may come out as 0.9999999. */
const CLOSE = 1e-4

/** Nine decimals are exact for a mean of scores; behind them stands what adding up numbers left over, which tips no half. */
export const withoutNoise = (figure: number): number => Math.round(figure * 1e9) / 1e9

/** Whether people notice a change of so many points at all: the slightest is 1 (Salaffi 2004, n = 825). */
export const isNoticed = (points: number): boolean => Math.abs(points) >= POINTS_NOTICED - CLOSE

/**
 * Whether a change of pain matters, up or down: at least 2 points, or 30 % (Farrar 2001, n = 2,724) that are noticed. Of
 * a tiny baseline anything is a large share. The server has the same rule (`progress/rules/trends.py`).
 *
 * @param share of the baseline; null where that was 0
 */
export function matters(points: number, share: number | null): boolean {
  const isLarge = Math.abs(share ?? 0) >= SHARE_THAT_MATTERS - CLOSE
  return Math.abs(points) >= POINTS_THAT_MATTER - CLOSE || (isLarge && isNoticed(points))
}
