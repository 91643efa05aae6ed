import { useEffect, useState } from 'preact/hooks'
import type { AccessToken, MadeToken } from '../../../api/account'
import { Button, IconButton } from '../../parts/button'
import { OneOf } from '../../parts/choice'
import { SelectField, TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { say } from '../../parts/said'
import { Sheet } from '../../parts/sheet'
import { useAsking } from '../../parts/use-asking'
import { useDraft } from '../../parts/use-draft'
import { now } from '../../state/clock'
import { account } from '../../state/server'
import { ago, fullDate } from '../../words/dates'
import { t } from './words'

const scopes = () =>
  [
    { value: 'read', label: t('tokens.scope.read') },
    { value: 'write', label: t('tokens.scope.write') },
  ] as const
const DAYS = [30, 90, 365]

function Row({ token, onRemove }: { token: AccessToken; onRemove: () => void }) {
  const used = token.last_used_at && t('tokens.used', { when: ago(new Date(token.last_used_at), now.value) })
  const until = token.expires_at && t('tokens.until', { day: fullDate(token.expires_at.slice(0, 10)) })
  const words = [t(`tokens.scope.${token.scope}`), until, used ?? t('tokens.unused')]
  return (
    <li class="row">
      <span class="row-words">
        <b>{token.name}</b>
        <span class="hint">{words.filter(Boolean).join(' · ')}</span>
      </span>
      <IconButton icon="bin" label={t('tokens.remove', { name: token.name })} onClick={onRemove} />
    </li>
  )
}

function MadeSheet({ token, onClose }: { token: string; onClose: () => void }) {
  const copy = () => {
    navigator.clipboard.writeText(token).then(
      () => say(t('tokens.copied')),
      () => undefined,
    )
  }
  return (
    <Sheet title={t('tokens.made.title')} onClose={onClose}>
      <p>{t('tokens.made.words')}</p>
      <p>
        <code class="secret">{token}</code>
      </p>
      <Button kind="main" wide onClick={copy}>
        {t('tokens.copy')}
      </Button>
    </Sheet>
  )
}

interface Form {
  readonly name: string
  readonly scope: AccessToken['scope']
  readonly days: number
}

function MakeForm({ onMade }: { onMade: (token: MadeToken) => void }) {
  const draft = useDraft<Form>('token', { name: '', scope: 'read', days: 90 })
  const { name, scope, days } = draft.value
  const { ask, asking, problem } = useAsking(async () => {
    onMade(await account.makeToken({ name: name.trim(), scope, days }))
    draft.startOver()
    return null
  })
  const submit = (event: Event) => {
    event.preventDefault()
    ask()
  }
  return (
    <form class="stack" onSubmit={submit}>
      <ProblemLine words={problem} />
      <TextField
        label={t('tokens.name')}
        hint={t('tokens.name.hint')}
        maxLength={80}
        value={name}
        onInput={(event) => draft.change({ name: event.currentTarget.value })}
      />
      <OneOf
        legend={t('tokens.scope')}
        options={scopes()}
        value={scope}
        onChange={(next) => draft.change({ scope: next })}
      />
      <SelectField
        label={t('tokens.days')}
        value={String(days)}
        onChange={(event) => draft.change({ days: Number(event.currentTarget.value) })}
      >
        {DAYS.map((count) => (
          <option key={count} value={count}>
            {t('tokens.days.count', { count })}
          </option>
        ))}
      </SelectField>
      <Button type="submit" disabled={asking || !name.trim()}>
        {t('tokens.make')}
      </Button>
    </form>
  )
}

/** Access tokens for programs: made here, shown once, taken away here. */
export function Tokens() {
  const [tokens, setTokens] = useState<AccessToken[]>([])
  const [made, setMade] = useState<string | null>(null)
  const read = async () => setTokens((await account.tokens()).results)
  const remove = useAsking(async (id: string) => {
    await account.removeToken(id)
    await read()
    return null
  })
  useEffect(() => {
    void read().catch(() => undefined)
  }, [])
  const show = (token: MadeToken) => {
    setMade(token.token)
    void read().catch(() => undefined)
  }
  return (
    <>
      <p class="hint">{t('tokens.words')}</p>
      <ProblemLine words={remove.problem} />
      {tokens.length === 0 && <p>{t('tokens.none')}</p>}
      <ul class="rows">
        {tokens.map((token) => (
          <Row key={token.id} token={token} onRemove={() => remove.ask(token.id)} />
        ))}
      </ul>
      <MakeForm onMade={show} />
      {made && <MadeSheet token={made} onClose={() => setMade(null)} />}
    </>
  )
}
