import { useRef, useState } from 'preact/hooks'
import { type Trouble, troubleOf } from './trouble'

/**
 * Sends one thing at a time and keeps what went wrong. What was typed stays where it is.
 *
 * @param work what to send; it resolves once the server has confirmed it
 */
export function useSending<A extends unknown[]>(work: (...args: A) => Promise<void>) {
  const busy = useRef(false)
  const [sending, setSending] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const run = async (...args: A) => {
    if (busy.current) return
    busy.current = true
    setSending(true)
    setTrouble(null)
    const wrong = await work(...args).then(
      () => null,
      (error: unknown) => troubleOf(error),
    )
    busy.current = false
    setSending(false)
    setTrouble(wrong)
  }
  return { send: (...args: A) => void run(...args), sending, trouble }
}
