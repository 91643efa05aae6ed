import { effect, untracked } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { isOffline } from '../state/sending'

/** Runs `again` whenever this device has a network again: the browser says so, or sending has got through. */
export function useNetworkBack(again: () => void): void {
  const latest = useRef(again)
  latest.current = again
  useEffect(() => {
    const run = () => latest.current()
    let wasOffline = isOffline.peek()
    const unfollow = effect(() => {
      const isBack = wasOffline && !isOffline.value
      wasOffline = isOffline.value
      if (isBack) untracked(run)
    })
    addEventListener('online', run)
    return () => {
      unfollow()
      removeEventListener('online', run)
    }
  }, [])
}
