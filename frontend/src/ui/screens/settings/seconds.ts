/** The date, in UTC, of an instant in Unix seconds, as `YYYY-MM-DD`. */
export function dateOfSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
