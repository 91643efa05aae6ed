import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** A part of a screen that may come late, or not at all: nothing stands in its place until its code is here. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Later(props) {
    const [Part, setPart] = useState<ComponentType<P> | null>(null)
    useEffect(() => {
      load().then(
        (part) => setPart(() => part),
        () => undefined,
      )
    }, [])
    return Part && <Part {...props} />
  }
}
