import { useState } from 'preact/hooks'
import type { AuthenticatorType } from '../../../api/headless'
import { knowsPasskeys, showPasskey } from '../../../api/passkey'
import { plainDigits } from '../../../domain/digits'
import { Button } from '../../parts/button'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { headless } from '../../state/server'
import { takeAnswer } from './ask'
import type { Stage } from './stage'
import { t } from './words'

async function withPasskey(onStage: (stage: Stage) => void): Promise<string | null> {
  const options = await headless.secondFactorPasskeyOptions()
  const credential = await showPasskey(options.data.request_options)
  if (!credential) return t('factor.passkey.failed')
  return takeAnswer(await headless.secondFactorPasskey(credential), '', onStage) && t('factor.passkey.failed')
}

/** The second step of staff: a passkey, or the code of an authenticator app. */
export function Factor({
  types,
  onStage,
}: {
  types: readonly AuthenticatorType[]
  onStage: (stage: Stage) => void
}) {
  const [code, setCode] = useState('')
  const byCode = useAsking(async () =>
    takeAnswer(await headless.secondFactor(plainDigits(code.trim())), '', onStage),
  )
  const byPasskey = useAsking(() => withPasskey(onStage))
  const submit = (event: Event) => {
    event.preventDefault()
    byCode.ask()
  }
  return (
    <Screen title={t('factor.title')} onBack={() => onStage({ at: 'email' })}>
      <p>{t('factor.words')}</p>
      <ProblemLine words={byCode.problem ?? byPasskey.problem} />
      {types.includes('webauthn') && knowsPasskeys() && (
        <Button kind="main" icon="key" wide disabled={byPasskey.asking} onClick={byPasskey.ask}>
          {t('factor.passkey')}
        </Button>
      )}
      {(types.includes('totp') || types.includes('recovery_codes')) && (
        <form class="stack" onSubmit={submit} noValidate>
          <TextField
            label={t('factor.code')}
            hint={t('factor.code.hint')}
            name="code"
            autocomplete="one-time-code"
            inputMode="numeric"
            spellcheck={false}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
          <Button
            kind={types.includes('webauthn') ? 'plain' : 'main'}
            wide
            type="submit"
            disabled={byCode.asking || !code.trim()}
          >
            {t('factor.action')}
          </Button>
        </form>
      )}
    </Screen>
  )
}
