import { useEffect, useState } from 'preact/hooks'
import { knowsPasskeys, makePasskey } from '../../../api/passkey'
import { plainDigits } from '../../../domain/digits'
import { Button, ButtonLink } from '../../parts/button'
import { TextField } from '../../parts/field'
import { Loading } from '../../parts/loading'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { headless } from '../../state/server'
import { me } from '../../state/session'
import { t } from './words'

const READY = 200

async function addPasskey(onDone: () => void): Promise<string | null> {
  const options = await headless.passkeyOptions()
  if (options.status !== READY) return t('setup.not.now')
  const credential = await makePasskey(options.data.creation_options)
  if (!credential) return t('setup.passkey.cancelled')
  const added = await headless.addPasskey(t('setup.passkey.name'), credential)
  if (added.errors.length > 0) return added.errors.map(({ message }) => message).join(' ')
  onDone()
  return null
}

interface AppKey {
  secret: string
  url: string
  /** The QR code, where the server draws one. */
  picture: string | null
}

function useAppKey(): AppKey | null {
  const [key, setKey] = useState<AppKey | null>(null)
  useEffect(() => {
    let picture: string | null = null
    void headless.totp().then(({ meta }) => {
      if (typeof meta.totp_svg === 'string') {
        picture = URL.createObjectURL(new Blob([meta.totp_svg], { type: 'image/svg+xml' }))
      }
      setKey({ secret: String(meta.secret ?? ''), url: String(meta.totp_url ?? ''), picture })
    })
    return () => {
      if (picture) URL.revokeObjectURL(picture)
    }
  }, [])
  return key
}

function AppForm({ onDone }: { onDone: () => void }) {
  const [code, setCode] = useState('')
  const { ask, asking, problem } = useAsking(async () => {
    const answer = await headless.activateTotp(plainDigits(code.trim()))
    if (answer.errors.length > 0) return t('setup.app.wrong')
    onDone()
    return null
  })
  const submit = (event: Event) => {
    event.preventDefault()
    ask()
  }
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <ProblemLine words={problem} />
      <TextField
        label={t('setup.app.code')}
        name="code"
        autocomplete="one-time-code"
        inputMode="numeric"
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <Button kind="main" wide type="submit" disabled={asking || !code.trim()}>
        {t('setup.app.action')}
      </Button>
    </form>
  )
}

function AuthenticatorApp({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const key = useAppKey()
  if (!key) return <Loading />
  if (!key.secret) {
    return (
      <Screen title={t('setup.app.title')} onBack={onBack}>
        <ProblemLine words={t('setup.not.now')} />
      </Screen>
    )
  }
  return (
    <Screen title={t('setup.app.title')} onBack={onBack}>
      <p>{t(key.picture ? 'setup.app.scan' : 'setup.app.link')}</p>
      {key.picture && (
        <img class="qr" src={key.picture} alt={t('setup.app.picture')} width={220} height={220} />
      )}
      <p>
        {t('setup.app.key')} <code class="secret">{key.secret}</code>
      </p>
      <a href={key.url}>{t('setup.app.open')}</a>
      <AppForm onDone={onDone} />
    </Screen>
  )
}

function RecoveryCodes({ onDone }: { onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  useEffect(() => {
    void headless.recoveryCodes().then(({ data }) => setCodes(data?.unused_codes ?? []))
  }, [])
  useEffect(() => {
    if (codes?.length === 0) onDone()
  }, [codes])
  if (!codes?.length) return <Loading />
  const foot = (
    <Button kind="main" wide onClick={onDone}>
      {t('setup.codes.action')}
    </Button>
  )
  return (
    <Screen title={t('setup.codes.title')} foot={foot}>
      <p>{t('setup.codes.words')}</p>
      <ul class="plain-list codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Screen>
  )
}

/**
 * Sets up the second step that staff need.
 *
 * @param failed one was just taken, and the server did not count it
 */
export function SetUp({ failed, onDone }: { failed: boolean; onDone: () => void }) {
  const [way, setWay] = useState<'choose' | 'app' | 'codes'>('choose')
  const passkey = useAsking(() => addPasskey(onDone))
  if (way === 'app')
    return <AuthenticatorApp onBack={() => setWay('choose')} onDone={() => setWay('codes')} />
  if (way === 'codes') return <RecoveryCodes onDone={onDone} />
  return (
    <Screen title={t('setup.title')}>
      <p>{t('setup.words')}</p>
      <ProblemLine words={passkey.problem ?? (failed ? t('setup.failed') : null)} />
      {knowsPasskeys() && (
        <div class="stack-close">
          <Button kind="main" icon="key" wide disabled={passkey.asking} onClick={passkey.ask}>
            {t('setup.passkey')}
          </Button>
          <p class="hint">{t('setup.passkey.hint')}</p>
        </div>
      )}
      <Button icon="phone" wide onClick={() => setWay('app')}>
        {t('setup.app')}
      </Button>
      {me.value?.patient && (
        <ButtonLink kind="quiet" wide href="/">
          {t('setup.later')}
        </ButtonLink>
      )}
    </Screen>
  )
}
