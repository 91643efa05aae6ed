/** Runs `work` while nobody else on this phone, page or worker, sends or reads. */
export type RunAlone = <T>(work: () => Promise<T>) => Promise<T>

/** The lock that is held while the outbox is in flight. */
export const OUTBOX_LOCK = 'footing-outbox'

/** By the browser's own locks; the oldest browsers without them at least take turns within a page. */
export const runAlone: RunAlone = (work) =>
  'locks' in navigator ? navigator.locks.request(OUTBOX_LOCK, work) : inTurn(work)

let turn: Promise<unknown> = Promise.resolve()

export const inTurn: RunAlone = (work) => {
  const mine = turn.then(work, work)
  turn = mine.catch(() => undefined)
  return mine
}
