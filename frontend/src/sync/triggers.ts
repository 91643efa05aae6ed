/**
 * What makes the phone try. `retry` is the end of a wait; `save` and `minute` keep still while one lasts;
 * `start`, `user`, `online` and `visible` cut our own patience short, but never the time the server has asked
 * for; `offline` and `hidden` are no reason to try, only worth knowing.
 */
export type Trigger =
  | 'start'
  | 'user'
  | 'online'
  | 'visible'
  | 'save'
  | 'minute'
  | 'retry'
  | 'offline'
  | 'hidden'

/** Calls `fire` whenever something suggests a try; returns how to stop. */
export type Triggers = (fire: (trigger: Trigger) => void) => () => void

const MINUTE = 60_000

/** What a page can notice. Not every browser has Background Sync, so all of these are needed. */
export const pageTriggers: Triggers = (fire) => {
  const stop = new AbortController()
  const { signal } = stop
  addEventListener('online', () => fire('online'), { signal })
  addEventListener('offline', () => fire('offline'), { signal })
  if (!navigator.onLine) fire('offline')
  const isVisible = () => document.visibilityState === 'visible'
  document.addEventListener('visibilitychange', () => fire(isVisible() ? 'visible' : 'hidden'), { signal })
  const clock = setInterval(() => isVisible() && fire('minute'), MINUTE)
  signal.addEventListener('abort', () => clearInterval(clock))
  return () => stop.abort()
}
