import { useEffect, useState } from 'preact/hooks'
import type { MailState } from '../../../api/account'
import { ProblemLine } from '../../parts/problem'
import { account } from '../../state/server'
import { t } from './words'

/** When the server is asked how the mail fares, in ms after the time before; the last one is repeated. */
const ASKED_AFTER = [400, 800, 1500, 3000]
const LONGEST_MS = 10 * 60_000

/** A mail takes a second; whoever waits longer is told that it is not their fault. */
const SLOW_AFTER_MS = 5_000

const UNDER_WAY: readonly MailState[] = ['sending', 'delayed']

/**
 * How the mail with the code fares; `slow`: it is being sent for longer than usual. Without a network it stays as it was.
 *
 * @param turn grows with each mail that was asked for
 */
export function useMail(turn: number): MailState | 'slow' {
  const [state, setState] = useState<MailState | 'slow'>('sending')
  useEffect(() => {
    const began = Date.now()
    let timer: ReturnType<typeof setTimeout>
    let asked = 0
    const next = () => {
      timer = setTimeout(look, ASKED_AFTER[Math.min(asked++, ASKED_AFTER.length - 1)])
    }
    const look = async () => {
      const found = await account.signInMail().catch(() => null)
      if (found)
        setState(found.state === 'sending' && Date.now() - began > SLOW_AFTER_MS ? 'slow' : found.state)
      if ((!found || UNDER_WAY.includes(found.state)) && Date.now() - began < LONGEST_MS) next()
    }
    setState('sending')
    next()
    return () => clearTimeout(timer)
  }, [turn])
  return state
}

/** Says where the mail is that brings the code, and what to do when it does not come. */
export function MailLine({ email, turn, sent }: { email: string; turn: number; sent: string }) {
  const state = useMail(turn)
  if (state === 'sent' || state === 'none') return <p role="status">{sent}</p>
  if (state === 'sending') return <p role="status">{t('code.mail.sending', { email })}</p>
  return <ProblemLine words={t(`code.mail.${state}`, { email })} />
}
