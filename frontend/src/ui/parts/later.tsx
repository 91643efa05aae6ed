import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/**
 * A part of a screen that may come late, or not at all: nothing stands in its place until its code is here.
 *
 * @param wait how long to wait with fetching it, in milliseconds, so that what the person came for is there first
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, wait = 0): ComponentType<P> {
  return function Later(props) {
    const [Part, setPart] = useState<ComponentType<P> | null>(null)
    useEffect(() => {
      const fetchIt = () =>
        load().then(
          (part) => setPart(() => part),
          () => undefined,
        )
      const timer = setTimeout(fetchIt, wait)
      return () => clearTimeout(timer)
    }, [])
    return Part && <Part {...props} />
  }
}
