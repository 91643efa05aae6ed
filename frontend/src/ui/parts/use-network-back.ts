import { useEffect, useRef } from 'preact/hooks'

/** Runs `again` whenever this device has a network again. */
export function useNetworkBack(again: () => void): void {
  const latest = useRef(again)
  latest.current = again
  useEffect(() => {
    const run = () => latest.current()
    addEventListener('online', run)
    return () => removeEventListener('online', run)
  }, [])
}
