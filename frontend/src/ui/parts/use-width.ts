import { useEffect, useRef, useState } from 'preact/hooks'

/** The width of an element in CSS pixels, as it is now: charts are drawn to measure, so that their words keep their size. */
export function useWidth<E extends Element>(first: number) {
  const ref = useRef<E>(null)
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const watcher = new ResizeObserver(
      ([seen]) => seen && setWidth(Math.max(1, Math.round(seen.contentRect.width))),
    )
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])
  return { ref, width }
}
