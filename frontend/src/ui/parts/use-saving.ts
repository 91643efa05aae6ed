import { useRef, useState } from 'preact/hooks'
import { t } from '../words'

function wordsFor(error: unknown): string {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError'
  return t(full ? 'not.saved.full' : 'not.saved.why')
}

/**
 * Saves on this phone, once at a time. A failure is told in words and what was filled in stays on screen.
 *
 * @param work what to do; it settles only when the phone has committed it
 */
export function useSaving(work: () => Promise<void>): {
  save: () => void
  saving: boolean
  problem: string | null
} {
  const busy = useRef(false)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async () => {
    if (busy.current) return
    busy.current = true
    setSaving(true)
    setProblem(null)
    await work().catch((error: unknown) => setProblem(wordsFor(error)))
    busy.current = false
    setSaving(false)
  }
  return { save: () => void save(), saving, problem }
}
