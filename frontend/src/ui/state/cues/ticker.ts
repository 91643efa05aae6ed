import { scriptUrl } from '../../../sync/worker-link'
import file from '../../workers/ticker-worker.ts?worker&url'

/** A worker that ticks, or null where the browser has none. */
function tickingWorker(everyMs: number): Worker | null {
  try {
    const worker = new Worker(scriptUrl(file), { type: 'module' })
    worker.postMessage(everyMs)
    return worker
  } catch {
    return null
  }
}

/** Ticks of the page itself, which lag while it is hidden. */
function startOwn(everyMs: number, onTick: () => void): () => void {
  const timer = setInterval(onTick, everyMs)
  return () => clearInterval(timer)
}

/**
 * Calls back again and again, also while the page is hidden. Read the time from the clock, not from the number of ticks.
 *
 * @param everyMs milliseconds between two ticks
 * @returns stops it. Where no worker is to be had, or its file cannot be loaded, the page's own timer ticks.
 */
export function startTicker(everyMs: number, onTick: () => void): () => void {
  const worker = tickingWorker(everyMs)
  if (!worker) return startOwn(everyMs, onTick)
  let stopOwn: (() => void) | undefined
  worker.onmessage = onTick
  worker.onerror = () => {
    worker.terminate()
    stopOwn ??= startOwn(everyMs, onTick)
  }
  return () => {
    worker.onerror = null
    worker.terminate()
    stopOwn?.()
  }
}
