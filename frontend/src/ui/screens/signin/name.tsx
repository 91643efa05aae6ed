import { useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { DoorBrand } from '../../parts/door-brand'
import { TextField } from '../../parts/field'
import { ProblemLine } from '../../parts/problem'
import { Screen } from '../../parts/screen'
import { useAsking } from '../../parts/use-asking'
import { api } from '../../state/server'
import { t } from './words'

const NAME_LENGTH = 120

/** Asks staff whom the operator took in for their name: patients see who treats them and who looked. */
export function Name({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('')
  const { ask, asking, problem } = useAsking(async () => {
    await api.updateMe({ name: name.trim() })
    onDone()
    return null
  })
  const submit = (event: Event) => {
    event.preventDefault()
    ask()
  }
  return (
    <Screen title={t('name.title')} over={<DoorBrand />}>
      <p>{t('name.words')}</p>
      <form class="stack" onSubmit={submit} noValidate>
        <ProblemLine words={problem} />
        <TextField
          label={t('name.label')}
          autocomplete="name"
          autocapitalize="words"
          maxLength={NAME_LENGTH}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <Button kind="main" wide type="submit" disabled={asking || !name.trim()}>
          {t('name.action')}
        </Button>
      </form>
    </Screen>
  )
}
