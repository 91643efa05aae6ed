import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Bundle } from '../words/files'
import { withWords } from './with-words'

/**
 * A part of a screen that may come late, or not at all: nothing stands in its place until its code and words are here.
 *
 * @param wait how long to wait with fetching it, in milliseconds, so that what the person came for is there first
 */
export function later<P extends object>(
  words: Bundle,
  fetchCode: () => Promise<ComponentType<P>>,
  wait = 0,
): ComponentType<P> {
  const load = withWords(words, fetchCode)
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
