import { useEffect, useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { headless } from '../../state/server'
import { takeAnswer } from './ask'
import type { Stage } from './stage'
import { t } from './words'

const CODE_LENGTH = 8
/** How long a new code is held back: mail is slow, and the second code makes the first one useless. */
const RESEND_SECONDS = 30

/** Letters and digits only, however it was typed or pasted ("123 456"). */
function cleanCode(typed: string): string {
  return typed.replace(/[^0-9a-z]/gi, '').toUpperCase()
}

function Resend({ isNew }: { isNew: boolean }) {
  const [wait, setWait] = useState(RESEND_SECONDS)
  useEffect(() => {
    if (wait === 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const { ask, asking, problem } = useAsking(async () => {
    await (isNew ? headless.resendVerification() : headless.resendCode())
    say(t('code.again.sent'))
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

/** The code that came by e-mail. It is tried as soon as it is whole. */
export function Code({
  email,
  isNew,
  onStage,
}: {
  email: string
  isNew: boolean
  onStage: (stage: Stage) => void
}) {
  const [code, setCode] = useState('')
  const { ask, asking, problem } = useAsking(async (typed: string) => {
    const answer = await (isNew ? headless.verifyEmail(typed) : headless.confirmCode(typed))
    return takeAnswer(answer, email, onStage)
  })
  const take = (typed: string) => {
    const clean = cleanCode(typed)
    setCode(clean)
    if (clean.length === CODE_LENGTH) ask(clean)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    ask(code)
  }
  return (
    <Screen title={t('code.title')} onBack={() => onStage({ at: 'email' })}>
      <p>{t('code.sent', { email })}</p>
      <ProblemLine words={problem} />
      <form class="stack code-field" onSubmit={submit} noValidate>
        <TextField
          label={t('code.label')}
          hint={t('code.hint')}
          name="code"
          autocomplete="one-time-code"
          inputMode="numeric"
          spellcheck={false}
          value={code}
          onInput={(event) => take(event.currentTarget.value)}
        />
        <Button kind="main" wide type="submit" disabled={asking || code.length < CODE_LENGTH}>
          {t('code.action')}
        </Button>
      </form>
      <Resend isNew={isNew} />
      <Button kind="quiet" onClick={() => onStage({ at: 'email' })}>
        {t('code.other')}
      </Button>
    </Screen>
  )
}
