import { useRef, useState } from 'preact/hooks'
import { problemWords } from '../words/problems'

/**
 * Asks the server one thing at a time and keeps what went wrong, in words.
 *
 * @param ask what to do; it may return words of its own about what was wrong
 */
export function useAsking<A extends unknown[]>(ask: (...args: A) => Promise<string | null>) {
  const busy = useRef(false)
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const run = async (...args: A) => {
    if (busy.current) return
    busy.current = true
    setAsking(true)
    setProblem(null)
    const wrong = await ask(...args).catch(problemWords)
    busy.current = false
    setAsking(false)
    setProblem(wrong)
  }
  return { ask: (...args: A) => void run(...args), asking, problem }
}
