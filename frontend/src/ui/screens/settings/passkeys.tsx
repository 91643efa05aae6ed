import { useEffect, useState } from 'preact/hooks'
import type { AuthAnswer, Authenticator } from '../../../api/headless'
import { knowsPasskeys, makePasskey } from '../../../api/passkey'
import { Button, IconButton } from '../../parts/button'
import { Icon } from '../../parts/icon'
import { ProblemLine } from '../../parts/problem'
import { useAsking } from '../../parts/use-asking'
import { today } from '../../state/clock'
import { headless } from '../../state/server'
import { fullDate } from '../../words/dates'
import { dateOfSeconds } from './seconds'
import { SignInAgain } from './sign-in-again'
import { t } from './words'

/** The server wants to be sure once more who this is. */
const AGAIN = 401
const STALE = 'stale'

function wrong(answer: AuthAnswer<unknown>): string | null {
  if (answer.status === AGAIN) return STALE
  return answer.errors.map(({ message }) => message).join(' ') || null
}

async function addPasskey(): Promise<string | null> {
  const options = await headless.passkeyOptions()
  if (options.status !== 200) return wrong(options)
  const credential = await makePasskey(options.data.creation_options)
  if (!credential) return null
  return wrong(
    await headless.addPasskey(t('safety.passkeys.name', { day: fullDate(today.value) }), credential),
  )
}

function Row({ passkey, onRemove }: { passkey: Authenticator; onRemove: () => void }) {
  const name = passkey.name ?? t('safety.passkeys')
  return (
    <li class="row">
      <Icon name="key" />
      <span class="row-words">
        <b>{name}</b>
        <span class="hint">
          {t('safety.passkeys.since', { day: fullDate(dateOfSeconds(passkey.created_at)) })}
        </span>
      </span>
      <IconButton icon="bin" label={t('safety.passkeys.remove', { name })} onClick={onRemove} />
    </li>
  )
}

/** The person's passkeys: add one, take one away. */
export function Passkeys() {
  const [passkeys, setPasskeys] = useState<Authenticator[]>([])
  const read = async () => {
    const { data } = await headless.authenticators()
    setPasskeys((data ?? []).filter(({ type }) => type === 'webauthn'))
  }
  const add = useAsking(async () => {
    const problem = await addPasskey()
    await read()
    return problem
  })
  const remove = useAsking(async (id: number) => {
    const problem = wrong(await headless.removePasskeys([id]))
    await read()
    return problem
  })
  useEffect(() => {
    void read().catch(() => undefined)
  }, [])
  const problem = add.problem ?? remove.problem
  return (
    <section class="section">
      <h3>{t('safety.passkeys')}</h3>
      {problem === STALE ? <SignInAgain /> : <ProblemLine words={problem} />}
      {passkeys.length === 0 && <p class="hint">{t('safety.passkeys.none')}</p>}
      <ul class="rows">
        {passkeys.map((passkey) => (
          <Row key={passkey.id} passkey={passkey} onRemove={() => remove.ask(passkey.id ?? 0)} />
        ))}
      </ul>
      {knowsPasskeys() && (
        <Button icon="plus" disabled={add.asking} onClick={() => add.ask()}>
          {t('safety.passkeys.add')}
        </Button>
      )}
    </section>
  )
}
