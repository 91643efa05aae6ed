import { useEffect, useState } from 'preact/hooks'
import { Problem } from '../../api/errors'
import { problemWords } from '../words/problems'
import { useNetworkBack } from './use-network-back'

export type Fetched<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'here'; readonly value: T }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly words: string }

/**
 * Fetches once for each key, and again when asked; after a failure also when there is a network again.
 *
 * @param kept what this phone has already; then nothing is fetched
 */
export function useFetched<T>(key: string, fetchIt: () => Promise<T>, kept: T | null = null) {
  const [fetched, setFetched] = useState<Fetched<T>>({ state: 'loading' })
  const [tries, setTries] = useState(0)
  const isKept = kept !== null
  useEffect(() => {
    if (isKept) return
    let left = false
    const put = (next: Fetched<T>) => !left && setFetched(next)
    put({ state: 'loading' })
    fetchIt().then(
      (value) => put({ state: 'here', value }),
      (error: unknown) => {
        const isMissing = error instanceof Problem && error.status === 404
        put(isMissing ? { state: 'missing' } : { state: 'failed', words: problemWords(error) })
      },
    )
    return () => {
      left = true
    }
  }, [key, isKept, tries])
  const again = () => setTries(tries + 1)
  useNetworkBack(() => fetched.state === 'failed' && again())
  const shown: Fetched<T> = kept === null ? fetched : { state: 'here', value: kept }
  return { fetched: shown, again }
}
