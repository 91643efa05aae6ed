import { useState } from 'preact/hooks'
import type { AppFacts } from '../../../api/account'
import { knowsPasskeys, showPasskey } from '../../../api/passkey'
import { Banner } from '../../parts/banner'
import { Button } from '../../parts/button'
import { DoorBrand } from '../../parts/door-brand'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { headless } from '../../state/server'
import { me } from '../../state/session'
import { takeAnswer } from './ask'
import { DemoPeople } from './demo'
import type { Stage } from './stage'
import { t } from './words'

interface EmailProps {
  facts: AppFacts | null
  isNew: boolean
  /** What went wrong on the way in. */
  wrong: string | null
  onStage: (stage: Stage) => void
}

async function usePasskeyHere(onStage: EmailProps['onStage']): Promise<string | null> {
  const options = await headless.passkeyLoginOptions()
  const credential = await showPasskey(options.data.request_options)
  if (!credential) return null
  const answer = await headless.passkeyLogin(credential)
  return takeAnswer(answer, '', onStage) && t('signin.passkey.failed')
}

async function sendCode(
  email: string,
  isNew: boolean,
  onStage: EmailProps['onStage'],
): Promise<string | null> {
  if (!email.includes('@')) return t('signin.email.missing')
  const answer = isNew ? await headless.signUp({ email }) : await headless.requestCode(email)
  return takeAnswer(answer, email, onStage)
}

function OtherWay({ facts, isNew, onStage }: Omit<EmailProps, 'wrong'>) {
  if (isNew) {
    return (
      <Button kind="quiet" onClick={() => onStage({ at: 'email' })}>
        {t('signin.known')}
      </Button>
    )
  }
  if (facts?.signup_open) {
    return (
      <Button kind="quiet" onClick={() => onStage({ at: 'sign-up' })}>
        {t('signin.new')}
      </Button>
    )
  }
  return facts ? <p class="hint">{t('signin.closed')}</p> : null
}

/** The first step: an e-mail address, a passkey, or one of the demo's people. */
export function Email({ facts, isNew, wrong, onStage }: EmailProps) {
  // Known already where somebody only shows once more who they are.
  const [email, setEmail] = useState(me.value?.email ?? '')
  const code = useAsking(() => sendCode(email.trim(), isNew, onStage))
  const passkey = useAsking(() => usePasskeyHere(onStage))
  const send = (event: Event) => {
    event.preventDefault()
    code.ask()
  }
  return (
    <Screen title={t(isNew ? 'signup.title' : 'signin.title')} over={<DoorBrand />}>
      <p class="lead">{t('signin.welcome')}</p>
      {!navigator.cookieEnabled && (
        <Banner icon="alert" tone="attention">
          <b>{t('signin.cookies.title')}</b> {t('signin.cookies.words')}
        </Banner>
      )}
      <ProblemLine words={code.problem ?? passkey.problem ?? wrong} />
      <form class="stack" onSubmit={send} noValidate>
        <TextField
          label={t('signin.email')}
          hint={t('signin.email.hint')}
          type="email"
          name="email"
          autocomplete={isNew ? 'email' : 'username webauthn'}
          inputMode="email"
          autocapitalize="none"
          spellcheck={false}
          required
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <Button kind="main" wide type="submit" disabled={code.asking}>
          {t(isNew ? 'signup.send' : 'signin.send')}
        </Button>
      </form>
      {!isNew && knowsPasskeys() && (
        <Button icon="key" wide disabled={passkey.asking} onClick={passkey.ask}>
          {t('signin.passkey')}
        </Button>
      )}
      <OtherWay facts={facts} isNew={isNew} onStage={onStage} />
      {!isNew && facts?.demo && <DemoPeople people={facts.demo_people} onIn={() => onStage({ at: 'in' })} />}
    </Screen>
  )
}
