/** "2026-W47", as a week is named in addresses. */
export const weekName = ({ year, week }: { year: number; week: number }): string =>
  `${year}-W${String(week).padStart(2, '0')}`

/** Where a week is read. Who treats may be treated too, and have two of the same name. */
export const weekPath = (of: { year: number; week: number; kind: string }): string =>
  `/summaries/${weekName(of)}${of.kind === 'digest' ? '?kind=digest' : ''}`
