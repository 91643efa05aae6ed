/** "2026-W47", as a week is named in addresses. */
export const weekName = ({ year, week }: { year: number; week: number }): string =>
  `${year}-W${String(week).padStart(2, '0')}`
