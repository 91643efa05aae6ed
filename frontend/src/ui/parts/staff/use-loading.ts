import { useEffect, useRef, useState } from 'preact/hooks'
import { forgetful } from './memory'
import { type Trouble, troubleOf } from './trouble'

/** What was shown last, so that coming back to a screen shows it at once while it is asked for again. Memory only. */
const shown = forgetful<unknown>()

export interface Loaded<T> {
  /** Null until there is an answer; an older one, even to the question before, while a newer is asked for. */
  readonly found: T | null
  readonly loading: boolean
  readonly trouble: Trouble | null
  readonly reload: () => void
  /** Takes in a change that the server has already confirmed. */
  readonly set: (change: (found: T) => T) => void
}

/**
 * Asks the server when a screen opens, and again whenever `key` changes. A late answer to an older question is dropped.
 *
 * @param key names the question; what it finds is remembered under it until the person leaves
 */
export function useLoading<T>(key: string, ask: () => Promise<T>): Loaded<T> {
  const [, redraw] = useState(0)
  const [loading, setLoading] = useState(true)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const newest = useRef(0)
  const last = useRef<T | null>(null)
  const load = async () => {
    newest.current += 1
    const mine = newest.current
    setLoading(true)
    const wrong = await ask().then(
      (found) => {
        shown.set(key, found)
        return null
      },
      (error: unknown) => troubleOf(error),
    )
    if (mine !== newest.current) return
    setTrouble(wrong)
    setLoading(false)
  }
  useEffect(() => {
    void load()
  }, [key])
  useEffect(
    () => () => {
      newest.current += 1
    },
    [],
  )
  last.current = (shown.get(key) as T | undefined) ?? last.current
  return {
    found: last.current,
    loading,
    trouble,
    reload: () => void load(),
    set: (change) => {
      const found = shown.get(key) as T | undefined
      if (found === undefined) return
      shown.set(key, change(found))
      redraw((n) => n + 1)
    },
  }
}
