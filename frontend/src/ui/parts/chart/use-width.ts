import { useEffect, useRef, useState } from 'preact/hooks'

/** The width of an element in CSS pixels, 0 before it is shown. What is drawn in it then needs no scaling. */
export function useWidth<E extends HTMLElement>() {
  const element = useRef<E>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const shown = element.current
    if (!shown) return
    const watch = new ResizeObserver(() => setWidth(shown.clientWidth))
    watch.observe(shown)
    return () => watch.disconnect()
  }, [])
  return { element, width }
}
