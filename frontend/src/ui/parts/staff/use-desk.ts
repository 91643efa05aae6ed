import { useEffect, useState } from 'preact/hooks'

/** Where there is room for tables and columns; the same width at which the shell shows its rail. */
const DESK = '(min-width: 60rem)'

/** Whether the screen is as wide as a desk's. */
export function useDesk(): boolean {
  const [isDesk, setDesk] = useState(() => matchMedia(DESK).matches)
  useEffect(() => {
    const media = matchMedia(DESK)
    const follow = () => setDesk(media.matches)
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [])
  return isDesk
}
