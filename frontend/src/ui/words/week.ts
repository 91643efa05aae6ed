/** "2026-W47", as a week is named in addresses. */
export const weekName = ({ year, week }: { year: number; week: number }): string =>
  `${year}-W${String(week).padStart(2, '0')}`

/** The week that is named so in an address; where there is none such, one that the server does not have. */
export function weekNamed(name: string): { year: number; week: number } {
  const [year = 0, week = 0] = name.split('-W').map(Number)
  return { year, week }
}

/** Where a week is read. Who treats may be treated too, and have two of the same name. */
export const weekPath = (of: { year: number; week: number; kind: string }): string =>
  `/summaries/${weekName(of)}${of.kind === 'digest' ? '?kind=digest' : ''}`
