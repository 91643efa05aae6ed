import { useEffect, useState } from 'preact/hooks'
import { t } from '../words'

/** A moment before "loading" shows: what comes at once should not flicker. */
const PATIENCE_MS = 300

export function Loading() {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return <output class="loading">{late ? t('loading') : ''}</output>
}
