export type Praise = 'full' | 'part' | 'none'

/** How much of the session was done. */
export function praiseFor(done: number, planned: number): Praise {
  if (done === 0) return 'none'
  return done < planned ? 'part' : 'full'
}
