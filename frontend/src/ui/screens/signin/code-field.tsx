import { useEffect, useState } from 'preact/hooks'
import { plainDigits } from '../../../domain/digits'
import { Button } from '../../parts/button'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { useAsking } from '../../parts/use-asking'
import { t } from './words'

export const CODE_LENGTH = 8
/** How long a new code is held back: mail is slow, and the second code makes the first one useless. */
const RESEND_SECONDS = 30

/**
 * Where the code from a mail is typed or pasted ("1234 5678").
 *
 * @param onCode is handed digits 0 to 9 only, of whatever script they were typed in
 */
export function CodeField({ value, onCode }: { value: string; onCode: (code: string) => void }) {
  return (
    <div class="code-field">
      <TextField
        label={t('code.label')}
        hint={t('code.hint')}
        name="code"
        autocomplete="one-time-code"
        inputMode="numeric"
        spellcheck={false}
        value={value}
        onInput={(event) => onCode(plainDigits(event.currentTarget.value).replace(/[^0-9]/g, ''))}
      />
    </div>
  )
}

/**
 * Sends a new code, once the first had time to come.
 *
 * @param onSend may answer with words about what was wrong
 * @param onSent hears that a new one is on its way
 */
export function SendAgain({ onSend, onSent }: { onSend: () => Promise<string | null>; onSent: () => void }) {
  const [wait, setWait] = useState(RESEND_SECONDS)
  useEffect(() => {
    if (wait === 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const { ask, asking, problem } = useAsking(async () => {
    const wrong = await onSend()
    if (wrong) return wrong
    say(t('code.again.sent'))
    onSent()
    setWait(RESEND_SECONDS)
    return null
  })
  return (
    <>
      <ProblemLine words={problem} />
      <Button kind="quiet" disabled={wait > 0 || asking} onClick={ask}>
        {wait > 0 ? t('code.again.in', { count: wait }) : t('code.again')}
      </Button>
    </>
  )
}
