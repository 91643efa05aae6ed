import { useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { headless } from '../../state/server'
import { takeAnswer } from './ask'
import { CODE_LENGTH, CodeField, SendAgain } from './code-field'
import { MailLine } from './mail-line'
import type { Stage } from './stage'
import { t } from './words'

const CONFLICT = 409

interface CodeProps {
  email: string
  isNew: boolean
  onStage: (stage: Stage) => void
}

/** A new code where the server still waits, and a new beginning where it does not. */
async function sendAgain({ email, isNew, onStage }: CodeProps): Promise<string | null> {
  const again = await (isNew ? headless.resendVerification() : headless.resendCode())
  if (again.status !== CONFLICT) return null
  return takeAnswer(await (isNew ? headless.signUp({ email }) : headless.requestCode(email)), email, onStage)
}

/** The code that came by e-mail. It is tried as soon as it is whole. */
export function Code(props: CodeProps) {
  const { email, isNew, onStage } = props
  const [code, setCode] = useState('')
  const [turn, setTurn] = useState(0)
  const { ask, asking, problem } = useAsking(async (typed: string) => {
    const answer = await (isNew ? headless.verifyEmail(typed) : headless.confirmCode(typed))
    return takeAnswer(answer, email, onStage)
  })
  const take = (typed: string) => {
    setCode(typed)
    if (typed.length === CODE_LENGTH) ask(typed)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    ask(code)
  }
  return (
    <Screen title={t('code.title')} onBack={() => onStage({ at: 'email' })}>
      <MailLine email={email} turn={turn} sent={t('code.sent', { email })} />
      <ProblemLine words={problem} />
      <form class="stack" onSubmit={submit} noValidate>
        <CodeField value={code} onCode={take} />
        <Button kind="main" wide type="submit" disabled={asking || code.length < CODE_LENGTH}>
          {t('code.action')}
        </Button>
      </form>
      <SendAgain onSend={() => sendAgain(props)} onSent={() => setTurn(turn + 1)} />
      <Button kind="quiet" onClick={() => onStage({ at: 'email' })}>
        {t('code.other')}
      </Button>
    </Screen>
  )
}
