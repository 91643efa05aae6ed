import { useRef, useState } from 'preact/hooks'
import { dropDraftOf, type Keeper, keepDraftOf, readDraft } from '../state/drafts'

export interface Draft<T> {
  readonly value: T
  /** When a draft that came back was begun; null for one that is new here. */
  readonly begunAt: string | null
  /** Changes it, and keeps it until it is dropped. */
  readonly change: (part: Partial<T>) => void
  /** Forgets what is kept, once it is saved; what is on screen stays. */
  readonly drop: () => void
  /** Throws away what was written. */
  readonly startOver: () => void
}

/**
 * A form that is being filled in: what is in it comes back after Back, a close, or a reload, until it is saved or thrown away.
 * Every form of the app uses this, so that none forgets and all are wiped at sign-out.
 *
 * @param key names the form, and what it is about where there are several
 * @param initial the form untouched
 * @param keeper `phone` for what patients write, `tab` for what staff write
 * @param comeBack what a draft means when it comes back later than it was begun (ISO 8601)
 */
export function useDraft<T extends object>(
  key: string,
  initial: T,
  keeper: Keeper = 'phone',
  comeBack: (draft: T, begunAt: string) => T = (draft) => draft,
): Draft<T> {
  const [found, setFound] = useState(() => readDraft<T>(keeper, key))
  const [value, setValue] = useState<T>(() =>
    found ? comeBack({ ...initial, ...found.value }, found.begun_at) : initial,
  )
  const latest = useRef(value)
  const begun = useRef(found?.begun_at)
  const show = (next: T) => {
    latest.current = next
    setValue(next)
  }
  const drop = () => {
    begun.current = undefined
    dropDraftOf(keeper, key)
  }
  const change = (part: Partial<T>) => {
    begun.current ??= new Date().toISOString()
    show({ ...latest.current, ...part })
    keepDraftOf(keeper, key, { value: latest.current, begun_at: begun.current })
  }
  const startOver = () => {
    drop()
    setFound(null)
    show(initial)
  }
  return { value, begunAt: found?.begun_at ?? null, change, drop, startOver }
}
